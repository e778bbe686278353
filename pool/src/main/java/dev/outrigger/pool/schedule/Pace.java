package dev.outrigger.pool.schedule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long tasks of one name took lately, from the sending to the answer: a moving average.
 *
 * <p>Threading: written under the scheduler's lock, read by anybody.
 */
final class Pace {
  /** What takes no longer is worth sending ahead, and worth a short active wait. */
  private static final long QUICK = Duration.ofNanos(250_000).toNanos();

  private static final double WEIGHT = 0.125;
  private static final long UNKNOWN = Long.MAX_VALUE;

  private volatile long nanos = UNKNOWN;

  void took(long time) {
    long before = nanos;
    nanos = before == UNKNOWN ? time : (long) (before + WEIGHT * (time - before));
  }

  boolean isQuick() {
    return nanos <= QUICK;
  }

  long nanos() {
    return nanos;
  }

  /** One pace for each name, for the names that were met last. */
  static final class Book {
    private static final int MOST = 1000;

    private final Map<String, Pace> byName =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
            return size() > MOST;
          }
        };

    Pace of(String name) {
      return byName.computeIfAbsent(name, _ -> new Pace());
    }
  }
}
