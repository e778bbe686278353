package dev.outrigger.runtime;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How a piece of work ended.
 *
 * <pre>{@code
 * switch (outcome) {
 *   case Outcome.Success(String page) -> print(page);
 *   case Outcome.Failure(Throwable thrown) -> report(thrown);
 *   case Outcome.Cancelled(Throwable _) -> {}
 * }
 * }</pre>
 */
public sealed interface Outcome<T extends @Nullable Object> {
  /** It returned. */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /** It threw, an error of the JVM included. */
  record Failure<T extends @Nullable Object>(Throwable thrown) implements Outcome<T> {}

  /** It ended by a cancellation inside itself: that of a scope or a future of its own. */
  record Cancelled<T extends @Nullable Object>(Throwable thrown) implements Outcome<T> {}

  /**
   * Runs the body and tells how it ended. Where the scope around it was cancelled, that is thrown
   * on.
   */
  static <T extends @Nullable Object> Outcome<T> of(Callable<T> body) throws Exception {
    try {
      return new Success<>(body.call());
    } catch (Throwable e) {
      if (!Cancellation.ends(e)) {
        return new Failure<>(e);
      }
      if (isCancelledHere()) {
        throw e;
      }
      return new Cancelled<>(e);
    }
  }

  private static boolean isCancelledHere() {
    return Scope.current().filter(Scope::isCancelled).isPresent();
  }

  /**
   * The value, if there is one.
   *
   * @throws Exception what the work threw, as itself
   */
  default T orThrow() throws Exception {
    return switch (this) {
      case Success<T>(T value) -> value;
      case Failure<T>(Throwable thrown) -> throw asException(thrown);
      case Cancelled<T>(Throwable thrown) -> throw asException(thrown);
    };
  }

  private static Exception asException(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (Exception) thrown;
  }
}
