package dev.outrigger.pool.schedule;

import dev.outrigger.pool.PoolFullException;
import java.util.concurrent.RejectedExecutionException;

/** Why a task is not taken, in words. */
final class Refusals {
  private Refusals() {}

  static RejectedExecutionException closed(String pool) {
    return new RejectedExecutionException(
        pool + " is closed and takes no more tasks: submit before close(), or make a new pool");
  }

  static PoolFullException full(String pool, int workers, int queued) {
    return new PoolFullException(
        "%s is full: no worker of %d is free and %d tasks wait, which is all that the queue holds: try later, or raise queueCapacity(…) or size(…)"
            .formatted(pool, workers, queued));
  }
}
