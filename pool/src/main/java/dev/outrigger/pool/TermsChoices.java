package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Place;
import dev.outrigger.pool.schedule.Terms;
import java.time.Duration;
import java.util.Optional;

/** The options of a {@link PoolBuilder} for tasks that don't say otherwise, checked. */
final class TermsChoices {
  private Optional<Duration> deadline = Optional.empty();
  private Optional<Duration> runLimit = Optional.empty();
  private Duration grace = Duration.ofMillis(500);
  private Retries retries = Retries.none();

  void deadline(Duration value) {
    deadline = Optional.of(Check.that(value.isPositive(), value, "deadline", "must be above zero"));
  }

  void runLimit(Duration value) {
    runLimit =
        Optional.of(Check.that(value.isPositive(), value, "run limit", "must be above zero"));
  }

  void grace(Duration value) {
    grace = Check.that(!value.isNegative(), value, "grace", "must not be negative");
  }

  void retries(Retries value) {
    retries = value;
  }

  Retries retries() {
    return retries;
  }

  Terms terms() {
    return new Terms(deadline, runLimit, grace, Place.PLAIN, retries, Optional.empty());
  }
}
