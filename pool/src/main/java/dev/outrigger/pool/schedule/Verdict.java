package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import java.util.Optional;

/**
 * Why the pool itself gives a worker up, where that says more than how its process ended. The first
 * reason stays.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Verdict {
  private Optional<FailureCause> cause = Optional.empty();
  private Optional<String> reason = Optional.empty();

  /** For people. */
  Optional<String> reason() {
    return reason;
  }

  /** What the worker's tasks fail with for that. */
  Optional<FailureCause> cause() {
    return cause;
  }

  void give(FailureCause why, String inWords) {
    if (cause.isEmpty()) {
      cause = Optional.of(why);
      reason = Optional.of(inWords);
    }
  }
}
