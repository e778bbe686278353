package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for something a task threw that could not be sent or not be read: it keeps the class
 * name and the message (both in its own message), the stack and the causes.
 */
public final class RemoteThrowable extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 20;

  private final String className;

  private RemoteThrowable(String className, @Nullable String message, @Nullable Throwable cause) {
    super(message == null ? className : className + ": " + message, cause);
    this.className = className;
  }

  /** The same throwable in a form that can always be sent. */
  public static RemoteThrowable of(Throwable original) {
    return of(original, MAX_CAUSES);
  }

  private static RemoteThrowable of(Throwable original, int causes) {
    Throwable cause = original.getCause();
    RemoteThrowable copy =
        new RemoteThrowable(
            original.getClass().getName(),
            messageOf(original),
            cause == null || causes == 0 ? null : of(cause, causes - 1));
    copy.setStackTrace(original.getStackTrace());
    return copy;
  }

  private static @Nullable String messageOf(Throwable original) {
    try {
      return original.getMessage();
    } catch (RuntimeException e) {
      return "(its message could not be read: " + e.getClass().getName() + ")";
    }
  }

  /** Name of the class that was thrown in the worker. */
  public String className() {
    return className;
  }
}
