package dev.outrigger.pool.schedule;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Things to do at a time, in nanoseconds of the pool's clock. A cancelled timer leaves at once, so
 * that deadlines of tasks long done don't pile up.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Timers {
  private final TreeSet<Timer> pending = new TreeSet<>();
  private long sequence;

  /** That much later; a century is never. */
  static long after(long now, Duration delay) {
    return delay.compareTo(Terms.FOREVER) > 0 ? Long.MAX_VALUE : now + delay.toNanos();
  }

  Timer at(long time, Runnable action) {
    Timer timer = new Timer(time, sequence++, action);
    pending.add(timer);
    return timer;
  }

  void runDue(long now) {
    while (!pending.isEmpty() && pending.first().time <= now) {
      pending.removeFirst().action.run();
    }
  }

  OptionalLong next() {
    return pending.isEmpty() ? OptionalLong.empty() : OptionalLong.of(pending.first().time);
  }

  /** One thing to do once. */
  final class Timer implements Comparable<Timer> {
    private final long time;
    private final long order;
    private final Runnable action;

    private Timer(long time, long order, Runnable action) {
      this.time = time;
      this.order = order;
      this.action = action;
    }

    void cancel() {
      pending.remove(this);
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(order);
    }
  }
}
