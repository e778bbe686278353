package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import org.jspecify.annotations.Nullable;

/** How a task ended; every task has exactly one. */
public sealed interface Ending {
  /** It returned. */
  record Returned(@Nullable Object value) implements Ending {}

  /** It failed. */
  record Failed(FailureCause cause, Delivery delivery, Evidence evidence) implements Ending {}

  /** Its owner, or the end of the pool, cancelled it. */
  record Cancelled(String reason) implements Ending {}
}
