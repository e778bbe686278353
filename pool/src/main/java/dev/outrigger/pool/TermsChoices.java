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
    deadline =
        Optional.of(
            Check.that(
                Check.given(value, "deadline").isPositive(),
                value,
                "deadline (task.deadline)",
                "must be above zero"));
  }

  void runLimit(Duration value) {
    runLimit =
        Optional.of(
            Check.that(
                Check.given(value, "runLimit").isPositive(),
                value,
                "runLimit (task.run-limit)",
                "must be above zero"));
  }

  void grace(Duration value) {
    grace =
        Check.that(
            !Check.given(value, "grace").isNegative(),
            value,
            "grace (task.grace)",
            "must not be negative");
  }

  void retries(Retries value) {
    retries = Check.given(value, "retries");
  }

  Retries retries() {
    return retries;
  }

  Terms terms() {
    return new Terms(deadline, runLimit, grace, Place.PLAIN, retries, Optional.empty());
  }
}
