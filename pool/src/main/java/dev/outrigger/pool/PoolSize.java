package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Sizing;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How many workers a pool has.
 *
 * @param min how many it keeps though there is nothing to do, 0 to 1024; key {@code size.min},
 *     default: as many as at most
 * @param max how many may run tasks at once, 1 to 1024; key {@code size.max}, default: one for each
 *     processor that this process may use, if its memory bears it; the key {@code size} sets both
 * @param spares how many more than the busy ones are kept ready, on top of {@code max}, so that a
 *     task need not wait for a start where a worker was lost; key {@code size.spares}, default 0
 * @param growAfter how long a task waits before one more is started, up to {@code max}; key {@code
 *     size.grow-after}, default 100 ms
 * @param idleTimeout how long one beyond {@code min} may have nothing to do, then it leaves; key
 *     {@code size.idle-timeout}, default 1 min
 */
public record PoolSize(
    OptionalInt min, OptionalInt max, int spares, Duration growAfter, Duration idleTimeout) {
  private static final int MOST = 1024;
  private static final PoolSize DEFAULTS =
      new PoolSize(
          OptionalInt.empty(),
          OptionalInt.empty(),
          0,
          Duration.ofMillis(100),
          Duration.ofMinutes(1));

  /** Refuses numbers out of range, each by itself: the least may be set before the most. */
  public PoolSize {
    Check.given(min, "min")
        .ifPresent(value ->
            Check.that(value >= 0 && value <= MOST, value, "min (size.min)", "must be 0 to 1024"));
    Check.given(max, "max")
        .ifPresent(value ->
            Check.that(value >= 1 && value <= MOST, value, "max (size.max)", "must be 1 to 1024"));
    Check.that(spares >= 0 && spares <= MOST, spares, "spares (size.spares)", "must be 0 to 1024");
    Check.notNegative(growAfter, "growAfter", "size.grow-after");
    Check.positive(idleTimeout, "idleTimeout", "size.idle-timeout");
  }

  /** A worker for each processor, no spares. */
  public static PoolSize defaults() {
    return DEFAULTS;
  }

  /** The same with so many that are kept. */
  public PoolSize atLeast(int number) {
    return new PoolSize(OptionalInt.of(number), max, spares, growAfter, idleTimeout);
  }

  /** The same with so many that may run tasks. */
  public PoolSize atMost(int number) {
    return new PoolSize(min, OptionalInt.of(number), spares, growAfter, idleTimeout);
  }

  /** The same with so many spares. */
  public PoolSize withSpares(int number) {
    return new PoolSize(min, max, number, growAfter, idleTimeout);
  }

  /** The same, growing after this time. */
  public PoolSize growingAfter(Duration wait) {
    return new PoolSize(min, max, spares, wait, idleTimeout);
  }

  /** The same, shrinking after this time. */
  public PoolSize withIdleTimeout(Duration limit) {
    return new PoolSize(min, max, spares, growAfter, limit);
  }

  /**
   * With all defaults filled in.
   *
   * @param workers how many there are if nobody says
   */
  Sizing sizing(int workers) {
    int most = max.orElse(Math.max(workers, min.orElse(1)));
    int least = min.orElse(most);
    Check.that(
        least <= most, least, "min (size.min)", "must be at most max (size.max), which is " + most);
    return new Sizing(least, most, spares, growAfter, idleTimeout);
  }
}
