package dev.outrigger.web.sessions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * How long sessions live.
 *
 * @param idle without being used
 * @param whole in all
 */
record Lifetimes(Duration idle, Duration whole, InstantSource clock) {
  // Moments in cookies have no more, and shall be the same behind a round trip.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  boolean isOver(SessionData data, Instant now) {
    return !now.isBefore(expiry(data.created(), data.used()));
  }

  Instant expiry(Instant created, Instant used) {
    Instant byIdle = used.plus(idle);
    Instant byAge = created.plus(whole);
    return byIdle.isBefore(byAge) ? byIdle : byAge;
  }

  /** To note each use would write all the time; a tenth of the idle time is near enough. */
  boolean isWorthNoting(SessionData data, Instant now) {
    return !now.isBefore(data.used().plus(idle.dividedBy(10)));
  }

  static Duration requirePositive(String what, Duration time) {
    if (!time.isPositive() || time.compareTo(Duration.ofDays(36_500)) > 0) {
      throw new IllegalArgumentException(
          what + " of sessions is more than zero and at most 36500 days, not " + time);
    }
    return time;
  }
}
