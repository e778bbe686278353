package dev.outrigger.pool;

/** Where a task is. */
public enum TaskPhase {
  /** In the parent's queue; no worker has seen it. */
  QUEUED,
  /** Given to a worker. */
  RUNNING,
  /** Over: it has a result, failed or was cancelled. */
  DONE
}
