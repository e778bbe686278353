package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Retries;
import dev.outrigger.pool.TaskOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * What was agreed for one task, with the pool's defaults filled in; {@code TaskOptions} says what
 * each means.
 *
 * @param key empty: the task's name
 */
public record Terms(
    Optional<Duration> limit,
    Optional<Duration> runLimit,
    Duration grace,
    Place place,
    Retries retries,
    Optional<String> key) {
  /** Longer than any pool lives, and short enough for its nanoseconds to be counted. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  /** No deadline, no grace. */
  public static final Terms ENDLESS = new Terms(Optional.empty(), Duration.ZERO);

  /** For tasks that ask for nothing. */
  public Terms(Optional<Duration> limit, Duration grace) {
    this(limit, Optional.empty(), grace, Place.PLAIN, Retries.none(), Optional.empty());
  }

  /** Whether its time may be up at some time. */
  boolean isLimited() {
    return limit.isPresent() || runLimit.isPresent();
  }

  /** The same where these options say nothing else. */
  public Terms with(TaskOptions options) {
    if (options.equals(TaskOptions.defaults())) {
      return this;
    }
    return new Terms(
        options.deadline().or(this::limit),
        options.runLimit().or(this::runLimit),
        options.grace().orElse(grace),
        new Place(options.priority(), options.tenant().orElse(""), options.affinity()),
        options.retries().orElse(retries),
        options.key());
  }
}
