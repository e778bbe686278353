package dev.outrigger.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waits. */
final class Eventually {
  private Eventually() {}

  static void isTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Nothing happens for so long: for what must wait. */
  static boolean staysOpen(CompletableFuture<?> outcome) {
    LockSupport.parkNanos(100_000_000);
    return !outcome.isDone();
  }

  static <T> T get(CompletableFuture<T> outcome) throws Exception {
    return outcome.get(20, TimeUnit.SECONDS);
  }
}
