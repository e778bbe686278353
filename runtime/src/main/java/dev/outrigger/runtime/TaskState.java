package dev.outrigger.runtime;

/** What a task is doing. */
public enum TaskState {
  /** It could run, and waits for its turn on its loop. */
  READY,
  /** It has its turn. */
  RUNNING,
  /** It waits for something. */
  WAITING
}
