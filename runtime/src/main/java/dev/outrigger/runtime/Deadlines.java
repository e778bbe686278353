package dev.outrigger.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Instants as nanoseconds since this class was loaded, so that they can be compared. */
final class Deadlines {
  private static final long ORIGIN = System.nanoTime();

  private Deadlines() {}

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  /** The instant that lies this far ahead. */
  static long after(Duration limit) {
    long ahead = nanos(limit);
    long now = now();
    return ahead > Long.MAX_VALUE - 1 - now ? Long.MAX_VALUE - 1 : now + ahead;
  }

  static Duration until(long instant) {
    return Duration.ofNanos(Math.max(0, instant - now()));
  }

  /** "2 s", "1.5 s", "250 ms": for people. */
  static String text(Duration limit) {
    if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
      return limit.toMillis() + " ms";
    }
    long tenths = limit.toMillis() / 100;
    return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
  }

  private static long nanos(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a deadline must lie ahead, but was " + limit);
    }
    return TimeUnit.NANOSECONDS.convert(limit);
  }
}
