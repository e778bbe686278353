package dev.outrigger.http.syntax;

import java.time.Duration;

/**
 * How long a time may be that a user gives. A clock of nanoseconds counts 292 years, and some
 * places add two times up.
 */
public final class TimeSpan {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private TimeSpan() {}

  /**
   * Checks it.
   *
   * @param name what it is, for the message
   * @throws IllegalArgumentException if it is shorter than that, or longer than a hundred years
   */
  public static void require(String name, Duration value, long leastMillis) {
    if (value.compareTo(Duration.ofMillis(leastMillis)) < 0) {
      throw new IllegalArgumentException(
          name + " must be at least " + leastMillis + " ms, but was " + value);
    }
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be at most " + LONGEST.toDays() + " days, but was " + value);
    }
  }

  /** When such a time is over that begins now, as of {@link System#nanoTime()}. */
  public static long endOf(Duration limit) {
    return System.nanoTime() + (limit.compareTo(LONGEST) > 0 ? LONGEST : limit).toNanos();
  }
}
