package dev.outrigger.pool.actor;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import java.time.Duration;

/** Why a call is to end before it has ended by itself. */
sealed interface Stop {
  /** How it then ends. */
  Outcome outcome(Delivery delivery);

  /** Its caller wants no answer any more. */
  record Cancelled(String reason) implements Stop {
    @Override
    public Outcome outcome(Delivery delivery) {
      return new Outcome.Cancelled(reason);
    }
  }

  /** Its time is up. */
  record Expired(Duration limit) implements Stop {
    @Override
    public Outcome outcome(Delivery delivery) {
      return new Outcome.Failed(new FailureCause.DeadlineExceeded(limit, false), delivery);
    }
  }
}
