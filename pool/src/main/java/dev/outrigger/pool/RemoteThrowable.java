package dev.outrigger.pool;

import dev.outrigger.pool.wording.Cut;
import dev.outrigger.pool.wording.Traces;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for something a task threw that could not be sent or not be read: it keeps the class
 * name and the message (both in its own message), the stack (a very long one is cut), the causes
 * and what was suppressed, up to 20 throwables in all.
 */
public final class RemoteThrowable extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 20;
  private static final int FEW = 4;

  private final String className;

  private RemoteThrowable(String className, @Nullable String message, @Nullable Throwable cause) {
    super(message == null ? className : className + ": " + message, cause);
    this.className = className;
  }

  /** The same throwable in a form that can always be sent. */
  public static RemoteThrowable of(Throwable original) {
    return of(original, new int[] {MOST - 1}, UnaryOperator.identity());
  }

  /** The same with few causes and very long messages cut, for when the whole is too large. */
  public static RemoteThrowable shortened(Throwable original) {
    return of(original, new int[] {FEW - 1}, Cut::of);
  }

  /** The number says how many more there may be; rings of causes end there too. */
  private static RemoteThrowable of(Throwable original, int[] left, UnaryOperator<String> texts) {
    Throwable cause = causeOf(original);
    String message = messageOf(original);
    RemoteThrowable copy =
        new RemoteThrowable(
            original.getClass().getName(),
            message == null ? null : texts.apply(message),
            cause == null || left[0]-- <= 0 ? null : of(cause, left, texts));
    for (Throwable suppressed : original.getSuppressed()) {
      if (left[0]-- > 0) {
        copy.addSuppressed(of(suppressed, left, texts));
      }
    }
    copyStack(original, copy);
    return copy;
  }

  /** Only its class name, for when nothing else of it can be had. */
  public static RemoteThrowable named(Throwable original) {
    RemoteThrowable copy =
        new RemoteThrowable(original.getClass().getName(), "(nothing else of it is known)", null);
    copy.setStackTrace(new StackTraceElement[0]);
    return copy;
  }

  // What follows calls methods that the user may have overridden: whatever they throw, the answer
  // must be made.

  private static @Nullable Throwable causeOf(Throwable original) {
    try {
      return original.getCause();
    } catch (Throwable _) {
      return null;
    }
  }

  private static void copyStack(Throwable original, RemoteThrowable copy) {
    try {
      copy.setStackTrace(Traces.capped(original.getStackTrace()));
    } catch (Throwable _) {
      copy.setStackTrace(new StackTraceElement[0]);
    }
  }

  private static @Nullable String messageOf(Throwable original) {
    try {
      return original.getMessage();
    } catch (Throwable e) {
      return "(its message could not be read: " + e.getClass().getName() + ")";
    }
  }

  /** Name of the class that was thrown in the worker. */
  public String className() {
    return className;
  }
}
