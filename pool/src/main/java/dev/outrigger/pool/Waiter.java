package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** One caller's share in a computation that others may wait for too. */
final class Waiter implements TaskHandle {
  private final SharedWork work;
  private final CompletableFuture<Ending> ended;
  private final AtomicBoolean left = new AtomicBoolean();

  Waiter(SharedWork work) {
    this.work = work;
    this.ended = work.ended().copy();
  }

  @Override
  public long id() {
    return work.task().map(PoolTask::id).orElse(0L);
  }

  @Override
  public String name() {
    return work.task().map(PoolTask::name).orElse("shared");
  }

  @Override
  public TaskPhase phase() {
    return ended.isDone()
        ? TaskPhase.DONE
        : work.task().map(PoolTask::phase).orElse(TaskPhase.QUEUED);
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return ended.isDone() ? work.task().flatMap(PoolTask::endedIn) : Optional.empty();
  }

  @Override
  public CompletableFuture<Ending> ended() {
    return ended;
  }

  /** The last one's task is over when the work has stopped, as ever; any other's at once. */
  @Override
  public boolean cancel(String reason) {
    return leave(reason, new Ending.Cancelled(reason));
  }

  @Override
  public boolean cancelQueued(String reason) {
    return phase() == TaskPhase.QUEUED && cancel(reason);
  }

  void expire(Duration limit) {
    Evidence evidence =
        new Evidence(Optional.empty(), OptionalLong.empty(), limit, Optional.empty(), List.of());
    leave(
        "the deadline of the last one who waited for it was over",
        new Ending.Failed(
            new FailureCause.DeadlineExceeded(limit, false), Delivery.STARTED, evidence));
  }

  private boolean leave(String reason, Ending ending) {
    if (ended.isDone() || !left.compareAndSet(false, true)) {
      return false;
    }
    return work.leave(reason) ? ended.complete(ending) : work.cancel(reason);
  }

  @Override
  public Executor callbacks() {
    return work.task().map(PoolTask::callbacks).orElse(Runnable::run);
  }
}
