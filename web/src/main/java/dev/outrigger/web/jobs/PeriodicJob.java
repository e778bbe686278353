package dev.outrigger.web.jobs;

import java.time.Duration;
import java.time.Instant;

/**
 * A job and its moments: all multiples of its period since 1970, so every process has the same, and
 * a job of every hour runs on the hour. In UTC, where a day is a period.
 */
public record PeriodicJob(String name, Duration period, Job job) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if the period is shorter than a second
   */
  public PeriodicJob {
    if (period.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "the job " + name + " is to run every " + period + "; a second is the shortest");
    }
  }

  /** The last moment up to this one. */
  Instant last(Instant now) {
    long millis = period.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
  }

  /** The first moment after this one. */
  Instant next(Instant before) {
    return last(before).plus(period);
  }
}
