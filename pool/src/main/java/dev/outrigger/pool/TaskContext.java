package dev.outrigger.pool;

import dev.outrigger.pool.context.Carriers;
import dev.outrigger.pool.context.TraceParent;
import dev.outrigger.pool.nested.NestedPool;
import dev.outrigger.pool.worker.Talk;
import java.time.Duration;
import java.util.Map;
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

  /**
   * What is left of its deadline, not below zero; empty: it has none. When nothing is left, it is
   * interrupted from outside.
   */
  public Optional<Duration> remaining() {
    return talk.remaining();
  }

  /** As given, or derived from its function. */
  public String name() {
    return talk.name();
  }

  /**
   * Tells the caller how far the task has come, in whatever it counts. Cheap enough for an inner
   * loop: only the latest is sent, 20 times a second at most, and the last one before the answer.
   *
   * @param total how much there is to do; 0: not known
   */
  public void progress(long done, long total) {
    Progress.check(done, total);
    talk.progress()
        .update(last -> new Progress(done, total, last.map(Progress::message).orElse("")));
  }

  /**
   * Tells the caller what the task is doing now; the counts stay as they are. A text above 1,000
   * characters is cut.
   */
  public void progress(String message) {
    talk.progress()
        .update(last ->
            new Progress(
                last.map(Progress::done).orElse(0L),
                last.map(Progress::total).orElse(0L),
                message));
  }

  /** What its caller gave it along, see {@link PoolBuilder#context}. */
  public Map<String, String> context() {
    return Carriers.given(talk.context());
  }

  /** The W3C trace context that its caller gave, if that is well-formed. */
  public Optional<String> traceparent() {
    return TraceParent.in(talk.context());
  }

  /**
   * The pool that the task runs in, so that a task can be made of tasks. A nested task has what is
   * left of this one's deadline or its own, whichever ends first, and goes before what waits in the
   * queue; the queue's capacity does not count it. It ends with this task at the latest: what still
   * runs then, and all of them if this one is cancelled, is cancelled.
   *
   * <p>A pool full of tasks that wait for nested ones does not come to a standstill: what no worker
   * is free for runs on the very thread that waits for it, or on one beside it where that waits in
   * some other way. Such a task shares its worker with this one: where it has to be killed, both
   * are.
   *
   * <p>Arguments and results go by copy, in messages. Of the options of a task only name, deadline
   * and grace count here. What the executor submits must be submitted before this task ends.
   */
  public RemoteExecutor pool() {
    return NestedPool.of(talk);
  }
}
