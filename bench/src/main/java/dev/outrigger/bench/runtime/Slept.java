package dev.outrigger.bench.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Many tasks that slept at once, until the same instant.
 *
 * @param bytes of heap for each, after a collection
 * @param nanos from that instant until the last was awake
 */
record Slept(long bytes, long nanos) {
  private static final long LEAST_SECONDS = 5;
  private static final int STARTED_EACH_SECOND = 40_000;

  /** Starts all sleepers; each says that it will sleep, sleeps, and says that it is awake. */
  @FunctionalInterface
  interface Dormitory {
    /** {@code until} is as of {@link System#nanoTime}. */
    void fill(int count, long until, CountDownLatch asleep, CountDownLatch awake);
  }

  static Slept in(Dormitory dormitory, int count) throws InterruptedException {
    // Whatever the first one costs is not what a million cost.
    fillOnce(dormitory, 1, 0);
    return fillOnce(dormitory, count, LEAST_SECONDS + count / STARTED_EACH_SECOND);
  }

  private static Slept fillOnce(Dormitory dormitory, int count, long seconds)
      throws InterruptedException {
    CountDownLatch asleep = new CountDownLatch(count);
    CountDownLatch awake = new CountDownLatch(count);
    long before = heap();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    dormitory.fill(count, until, asleep, awake);
    asleep.await();
    long bytes = (heap() - before) / count;
    if (seconds > 0 && System.nanoTime() > until) {
      throw new IllegalStateException("it took over %d s to start %d".formatted(seconds, count));
    }
    awake.await();
    return new Slept(bytes, System.nanoTime() - until);
  }

  private static long heap() throws InterruptedException {
    // The last that said so must come to its sleep.
    Thread.sleep(200);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
