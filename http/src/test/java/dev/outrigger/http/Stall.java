package dev.outrigger.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Where a count stops because nobody takes what is counted. */
public final class Stall {
  private static final long STILL = TimeUnit.MILLISECONDS.toNanos(500);

  private Stall() {}

  /** Waits until the count has begun and has not moved for half a second. */
  public static long of(LongSupplier count) {
    AtomicLong since = new AtomicLong(System.nanoTime());
    AtomicLong last = new AtomicLong();
    Served.until(() -> {
      long now = count.getAsLong();
      if (last.getAndSet(now) != now) {
        since.set(System.nanoTime());
      }
      return now > 0 && System.nanoTime() - since.get() > STILL;
    });
    return last.get();
  }
}
