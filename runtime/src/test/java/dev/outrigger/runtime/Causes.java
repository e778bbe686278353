package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import java.time.Duration;

/** What can end a wait, from the outside inwards. */
enum Causes {
  OUTER_DEADLINE,
  OUTER_CANCELLATION,
  FAILURE_OF_A_SIBLING,
  INNER_DEADLINE,
  INNER_CANCELLATION;

  boolean isInner() {
    return compareTo(INNER_DEADLINE) >= 0;
  }

  boolean isDeadline() {
    return this == OUTER_DEADLINE || this == INNER_DEADLINE;
  }

  Cancellation asked() {
    return new Cancellation(Cancellation.Source.CALLER, name());
  }

  /** Lengths that can be told apart in the text of a reason. */
  static Duration length(boolean outer, long millis) {
    return Duration.ofMillis(outer ? 2 * millis : 2 * millis + 1);
  }

  boolean isTold(Cancellation why, long millis) {
    return switch (this) {
      case OUTER_DEADLINE, INNER_DEADLINE ->
          why.source() == Cancellation.Source.DEADLINE
              && why.reason().contains(Durations.text(length(this == OUTER_DEADLINE, millis)));
      case OUTER_CANCELLATION, INNER_CANCELLATION -> why.equals(asked());
      case FAILURE_OF_A_SIBLING -> why.source() == Cancellation.Source.FAILURE;
    };
  }
}
