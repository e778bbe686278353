package dev.outrigger.web;

import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A route that can't be: malformed, or taking the same requests as another. The message is one line
 * that names the place in the program; there is nothing more to see in a stack trace.
 */
public final class RouteException extends IllegalArgumentException {
  RouteException(IllegalArgumentException refusal) {
    super(refusal.getMessage() + place(), refusal);
  }

  private static String place() {
    List<StackFrame> frames =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(Stream::toList);
    if (frames.stream().anyMatch(RouteException::isAssembly)) {
      // What is found when all is put together has no place of its own.
      return "";
    }
    return frames.stream()
        .dropWhile(frame -> isOurs(frame.getDeclaringClass()))
        .findFirst()
        .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
        .orElse("");
  }

  private static boolean isAssembly(StackFrame frame) {
    return frame.getDeclaringClass() == Declarations.class && frame.getMethodName().equals("site");
  }

  /** Whether a class comes with this one, or with the JDK. */
  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("java.")
        || Objects.equals(source(type), source(RouteException.class));
  }

  private static @Nullable CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }
}
