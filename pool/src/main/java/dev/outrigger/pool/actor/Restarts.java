package dev.outrigger.pool.actor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Whether a lost actor is made anew: not more than so many times within a span of time. */
final class Restarts {
  private final int most;
  private final Duration span;
  private final LongSupplier clock;
  private final Deque<Long> recent = new ArrayDeque<>();
  private int all;

  /** The clock is in nanoseconds. */
  Restarts(int most, Duration span, LongSupplier clock) {
    this.most = most;
    this.span = span;
    this.clock = clock;
  }

  /** Counts one more, if it may be. */
  boolean allowed() {
    long now = clock.getAsLong();
    while (!recent.isEmpty() && Duration.ofNanos(now - recent.getFirst()).compareTo(span) >= 0) {
      recent.removeFirst();
    }
    if (recent.size() >= most) {
      return false;
    }
    recent.addLast(now);
    all++;
    return true;
  }

  int all() {
    return all;
  }

  @Override
  public String toString() {
    return most + " within " + span.toSeconds() + " s";
  }
}
