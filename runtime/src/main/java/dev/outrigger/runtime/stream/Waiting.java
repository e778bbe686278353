package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a task waits for what a loop does: it parks, and whoever changes something unparks it. There
 * is no lock, since a loop's own thread must never stand in a line behind a task.
 */
final class Waiting {
  /** No limit. */
  static final long FOREVER = 0;

  private Waiting() {}

  /** The instant so far ahead, for {@link #until}; zero or less: never. */
  static long deadline(long nanos) {
    if (nanos <= 0) {
      return FOREVER;
    }
    long instant = System.nanoTime() + nanos;
    return instant == FOREVER ? 1 : instant;
  }

  static long nanos(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("a time-out cannot be negative, but was " + limit);
    }
    return limit.compareTo(Duration.ofDays(36_500)) > 0 ? 0 : limit.toNanos();
  }

  /**
   * Waits until it is ready.
   *
   * @return whether it is; false if the deadline passed first
   */
  static boolean until(BooleanSupplier ready, Object what, long deadline)
      throws InterruptedException {
    while (!ready.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw interrupted();
      }
      if (deadline == FOREVER) {
        LockSupport.park(what);
      } else {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return ready.getAsBoolean();
        }
        LockSupport.parkNanos(what, left);
      }
    }
    return true;
  }

  /** What a loop's step completes. */
  static <T> T result(CompletableFuture<T> step) throws InterruptedException, ExecutionException {
    Scope.checkpoint();
    try {
      return step.get();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  private static InterruptedException interrupted() {
    Scope.checkpoint();
    return new InterruptedException("interrupted while it waited");
  }
}
