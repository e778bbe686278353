package dev.outrigger.examples;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Bounded waits for what can only be looked at. */
public final class Await {
  // A worker's start, on a machine that has other things to do.
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Await() {}

  /** Waits until it holds. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come to hold within 3 min: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
