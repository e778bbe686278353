package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A task that need not run, since its result is known. */
record KnownResult(String name, CompletableFuture<Ending> ended) implements TaskHandle {
  KnownResult(String name, Ending.Returned result) {
    this(name, CompletableFuture.completedFuture(result));
  }

  @Override
  public long id() {
    return 0;
  }

  @Override
  public TaskPhase phase() {
    return TaskPhase.DONE;
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return Optional.of(TaskPhase.QUEUED);
  }

  @Override
  public boolean cancel(String reason) {
    return false;
  }

  @Override
  public boolean cancelQueued(String reason) {
    return false;
  }

  @Override
  public Executor callbacks() {
    return Runnable::run;
  }
}
