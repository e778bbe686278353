package dev.outrigger.pool;

import dev.outrigger.pool.worker.Talk;
import java.util.Optional;

/**
 * What a task can ask and tell while it runs, from inside its worker.
 *
 * <p>Threading: any thread of the worker process.
 */
public final class TaskContext {
  private final Talk talk;

  private TaskContext(Talk talk) {
    this.talk = talk;
  }

  /** The task that this process runs; empty where this is no worker, or it runs none. */
  public static Optional<TaskContext> current() {
    return Talk.current().map(TaskContext::new);
  }

  /** Unique in its pool. */
  public long id() {
    return talk.task();
  }

  /** As given, or derived from its function. */
  public String name() {
    return talk.name();
  }
}
