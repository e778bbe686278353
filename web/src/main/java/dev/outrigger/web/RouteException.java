package dev.outrigger.web;

import java.util.Set;

/**
 * A route that can't be: malformed, or taking the same requests as another. The message is one line
 * that names the place in the program; there is nothing more to see in a stack trace.
 */
public final class RouteException extends IllegalArgumentException {
  private static final Set<String> OURS =
      Set.of(
          App.class.getName(),
          Declarations.class.getName(),
          RouteOptions.class.getName(),
          RouteException.class.getName(),
          Settings.class.getName(),
          EndpointRoutes.class.getName());

  RouteException(IllegalArgumentException refusal) {
    super(refusal.getMessage() + place(), refusal);
  }

  private static String place() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                // What is found when all is put together has no place of its own.
                .takeWhile(frame -> !isAssembly(frame))
                .dropWhile(frame -> isOurs(frame.getClassName()))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")"))
        .orElse("");
  }

  private static boolean isAssembly(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(Declarations.class.getName())
        && frame.getMethodName().equals("site");
  }

  private static boolean isOurs(String className) {
    return OURS.contains(className)
        || className.startsWith("java.")
        || className.startsWith("dev.outrigger.web.endpoints.")
        || className.startsWith("dev.outrigger.web.routing.");
  }
}
