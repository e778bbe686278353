package dev.outrigger.runtime;

import java.util.function.BooleanSupplier;

/** Waits of tests for what happens on other threads, bounded. */
final class Await {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private Await() {}

  static void until(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("what the test waits for did not happen within 20 s");
      }
      Thread.sleep(1);
    }
  }
}
