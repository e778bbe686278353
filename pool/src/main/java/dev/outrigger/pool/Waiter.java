package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import dev.outrigger.pool.schedule.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One caller's share in a computation that others may wait for too. */
final class Waiter implements TaskHandle {
  private final SharedWork work;
  private final Optional<Duration> limit;
  private final long since = System.nanoTime();
  private final CompletableFuture<Ending> ended;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();
  private volatile boolean expired;

  Waiter(SharedWork work, Optional<Duration> limit) {
    this.work = work;
    this.limit = limit;
    this.ended = work.ended().thenApply(this::asSeenHere);
  }

  /** From now on its time is looked after here. */
  void watch() {
    limit.filter(_ -> watched.compareAndSet(false, true)).ifPresent(this::watch);
  }

  private void watch(Duration time) {
    if (time.compareTo(Terms.FOREVER) >= 0) {
      return;
    }
    long remaining = time.toNanos() - (System.nanoTime() - since);
    CompletableFuture<Boolean> alarm = new CompletableFuture<>();
    var _ = alarm.thenAcceptAsync(_ -> expire(time));
    var _ = alarm.completeOnTimeout(true, Math.max(0, remaining), TimeUnit.NANOSECONDS);
    // A call that is done early must not be held until its time would have been up.
    var _ = ended.whenComplete((_, _) -> alarm.cancel(false));
  }

  private void expire(Duration time) {
    Consumer<TaskHandle> how =
        task -> {
          expired = true;
          task.expire();
        };
    var _ = leave(how, expiry(time, Delivery.STARTED));
  }

  private static Ending.Failed expiry(Duration time, Delivery delivery) {
    Evidence evidence =
        new Evidence(Optional.empty(), OptionalLong.empty(), time, Optional.empty(), List.of());
    return new Ending.Failed(new FailureCause.DeadlineExceeded(time, false), delivery, evidence);
  }

  /** The work was stopped since his time was up: then it is his time that he is told. */
  private Ending asSeenHere(Ending ending) {
    if (!expired) {
      return ending;
    }
    Duration time = limit.orElseThrow();
    return switch (ending) {
      case Ending.Returned _ -> ending;
      case Ending.Cancelled _ ->
          expiry(
              time,
              endedIn().filter(phase -> phase == TaskPhase.QUEUED).isPresent()
                  ? Delivery.NOT_STARTED
                  : Delivery.STARTED);
      case Ending.Failed(FailureCause.DeadlineExceeded _, Delivery delivery, Evidence evidence) ->
          new Ending.Failed(new FailureCause.DeadlineExceeded(time, false), delivery, evidence);
      case Ending.Failed _ -> ending;
    };
  }

  @Override
  public long id() {
    return work.task().map(TaskHandle::id).orElse(0L);
  }

  @Override
  public String name() {
    return work.task().map(TaskHandle::name).orElse("shared");
  }

  @Override
  public TaskPhase phase() {
    return ended.isDone()
        ? TaskPhase.DONE
        : work.task().map(TaskHandle::phase).orElse(TaskPhase.QUEUED);
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return work.task().flatMap(TaskHandle::endedIn);
  }

  @Override
  public CompletableFuture<Ending> ended() {
    return ended;
  }

  /** The last one's task is over when the work has stopped, as ever; any other's at once. */
  @Override
  public boolean cancel(String reason) {
    AtomicBoolean inTime = new AtomicBoolean(true);
    Consumer<TaskHandle> how = task -> inTime.set(task.cancel(reason));
    return leave(how, new Ending.Cancelled(reason)) && inTime.get();
  }

  @Override
  public boolean cancelQueued(String reason) {
    return phase() == TaskPhase.QUEUED && cancel(reason);
  }

  private boolean leave(Consumer<TaskHandle> how, Ending ending) {
    if (ended.isDone() || !left.compareAndSet(false, true)) {
      return false;
    }
    return !work.leave(how) || ended.complete(ending);
  }

  @Override
  public Executor callbacks() {
    return work.task().map(TaskHandle::callbacks).orElse(Runnable::run);
  }
}
