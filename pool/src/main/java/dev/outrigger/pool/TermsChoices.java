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
    deadline = Optional.of(Check.positive(value, "deadline", "task.deadline"));
  }

  void runLimit(Duration value) {
    runLimit = Optional.of(Check.positive(value, "runLimit", "task.run-limit"));
  }

  void grace(Duration value) {
    grace = Check.notNegative(value, "grace", "task.grace");
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
