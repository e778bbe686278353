package dev.outrigger.runtime.clock;

import java.time.Duration;

/**
 * Where deadlines, sleeps and timers get the time from: the machine's clock ({@link Alarms}), or
 * that of a simulation.
 *
 * <p>Threading: from any thread, a loop's own included; nothing in here waits.
 */
public interface Timekeeper {
  /** Nanoseconds since some fixed moment; never goes back. */
  long now();

  /**
   * Does this once.
   *
   * @param instant as of {@link #now}
   * @param action must not wait
   */
  Alarm at(long instant, Runnable action);

  /**
   * The same for what only repeats itself: that it strikes does not mean that anything goes on.
   *
   * @param instant as of {@link #now}
   * @param action must not wait
   */
  default Alarm remind(long instant, Runnable action) {
    return at(instant, action);
  }

  /** The instant that lies this far ahead; the end of time if that is nearer. */
  default long after(Duration ahead) {
    long nanos = Durations.nanos(ahead);
    long now = now();
    return nanos > Long.MAX_VALUE - 1 - now ? Long.MAX_VALUE - 1 : now + nanos;
  }

  /** How long until that instant; zero when it is past. */
  default Duration until(long instant) {
    return Duration.ofNanos(Math.max(0, instant - now()));
  }
}
