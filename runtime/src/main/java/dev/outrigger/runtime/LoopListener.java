package dev.outrigger.runtime;

/**
 * Wants to know what goes wrong on the loops of this process, beside the log: to count it, or to
 * fail a test.
 *
 * <p>Threading: called on the thread that notices, which must not be held up.
 */
public interface LoopListener {
  /** A loop was found blocked by one step. Told once for each time, while it is. */
  default void blocked(BlockedLoop loop) {}

  /** A task failed that nobody waits for. */
  default void failed(TaskView task, Throwable thrown) {}
}
