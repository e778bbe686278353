package dev.outrigger.pool;

import java.util.concurrent.RejectedExecutionException;

/** The queue of the pool is full: the task was not accepted, and nothing of it ran. */
public final class PoolFullException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  /** For the pool itself. */
  public PoolFullException(String message) {
    super(message);
  }
}
