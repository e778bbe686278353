package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How much a {@link ResultCache} keeps, and for how long. What has not been asked for lately goes
 * first.
 *
 * @param maximum how many results, or how many bytes
 * @param inBytes whether {@code maximum} counts bytes: those of the encoded call, and those of a
 *     result that is a text or an array of a primitive type; any other result counts as 64
 * @param expiry how long after it was computed a result is given out; empty: for ever
 */
public record CacheOptions(long maximum, boolean inBytes, Optional<Duration> expiry) {
  /** Refuses a maximum or an expiry that is not above zero. */
  public CacheOptions {
    Check.that(maximum >= 1, maximum, "maximum", "must be at least 1");
    Check.given(expiry, "expiry").ifPresent(time -> Check.positive(time, "expiry"));
  }

  /** At most so many results, which don't expire. */
  public static CacheOptions entries(long maximum) {
    return new CacheOptions(maximum, false, Optional.empty());
  }

  /** Results of about so many bytes together, which don't expire. */
  public static CacheOptions bytes(long maximum) {
    return new CacheOptions(maximum, true, Optional.empty());
  }

  /** The same, with results that are computed anew when they are older. */
  public CacheOptions expiringAfter(Duration time) {
    return new CacheOptions(maximum, inBytes, Check.some(time, "expiry"));
  }
}
