package dev.outrigger.web;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;

/** Waits for what must come to hold, with a bound. */
final class Eventually {
  private Eventually() {}

  static void holds(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        Assertions.fail("did not come to hold within a minute: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
