package dev.outrigger.pool.schedule;

import java.time.Duration;

/**
 * How many workers there should be. At most {@code max} run tasks at a time; spares come on top of
 * that, ready to step in where one is lost.
 *
 * @param min how many are kept though there is nothing to do, besides the spares
 * @param max how many may be busy at once
 * @param spares how many more than the busy ones are kept
 * @param growAfter how long a task waits before another worker is started for it
 * @param idleTimeout how long a worker beyond {@code min} may have nothing to do
 */
public record Sizing(int min, int max, int spares, Duration growAfter, Duration idleTimeout) {
  /** Always so many. */
  public static Sizing fixed(int size) {
    return new Sizing(size, size, 0, Duration.ofMillis(100), Duration.ofMinutes(1));
  }

  /** All processes that there may be, the dying and the leaving ones not counted. */
  int ceiling() {
    return max + spares;
  }

  /** The processes to have with so many busy and nothing in the queue. */
  int needed(int busy) {
    return Math.clamp(busy, min, max) + spares;
  }

  boolean elastic() {
    return min < max;
  }

  /**
   * Whether to start one more for tasks that wait. One that is starting already is given the time
   * to get ready for as many tasks as there are such workers.
   */
  boolean grows(int alive, int starting, int queued, long longestWait) {
    if (queued <= starting || alive >= ceiling()) {
      return false;
    }
    return alive == 0 || longestWait >= growAfter.toNanos();
  }

  /** Whether one that has idled that long should go. */
  boolean shrinks(int alive, int busy, long idled) {
    return elastic() && alive > needed(busy) && idled >= idleTimeout.toNanos();
  }
}
