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
          Settings.class.getName());

  RouteException(IllegalArgumentException refusal) {
    super(refusal.getMessage() + place(), refusal);
  }

  private static String place() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .dropWhile(frame -> OURS.contains(frame.getClassName()))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")"))
        .orElse("");
  }
}
