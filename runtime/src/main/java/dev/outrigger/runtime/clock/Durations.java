package dev.outrigger.runtime.clock;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lengths of time as numbers and as text. */
public final class Durations {
  private Durations() {}

  /** Nanoseconds; as many as there are for what is longer. */
  public static long nanos(Duration length) {
    return TimeUnit.NANOSECONDS.convert(length);
  }

  /** "2 s", "1.5 s", "250 ms": for people. */
  public static String text(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return length.toMillis() + " ms";
    }
    long tenths = length.toMillis() / 100;
    return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
  }
}
