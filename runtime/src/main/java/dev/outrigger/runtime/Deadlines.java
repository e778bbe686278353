package dev.outrigger.runtime;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The clock of deadlines. It has a thread of its own: a deadline must strike although every loop is
 * busy.
 */
final class Deadlines {
  private static final long ORIGIN = System.nanoTime();
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private Deadlines() {}

  /** The instant that lies this far ahead, as nanoseconds since this class was loaded. */
  static long after(Duration limit) {
    long ahead = nanos(limit);
    long now = System.nanoTime() - ORIGIN;
    return ahead > Long.MAX_VALUE - 1 - now ? Long.MAX_VALUE - 1 : now + ahead;
  }

  static Duration until(long instant) {
    return Duration.ofNanos(Math.max(0, instant - (System.nanoTime() - ORIGIN)));
  }

  static ScheduledFuture<?> at(Duration limit, Runnable alarm) {
    return ALARMS.schedule(alarm, nanos(limit), TimeUnit.NANOSECONDS);
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

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outrigger-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
    return alarms;
  }
}
