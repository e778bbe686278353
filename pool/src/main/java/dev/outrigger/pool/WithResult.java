package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A task whose success has a result that the caller knew before: it does not travel. */
record WithResult(TaskHandle task, CompletableFuture<Ending> ended) implements TaskHandle {
  static WithResult of(TaskHandle task, @Nullable Object result) {
    return new WithResult(
        task,
        task.ended()
            .thenApply(ending ->
                ending instanceof Ending.Returned ? new Ending.Returned(result) : ending));
  }

  @Override
  public long id() {
    return task.id();
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public TaskPhase phase() {
    return task.phase();
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return task.endedIn();
  }

  @Override
  public boolean cancel(String reason) {
    return task.cancel(reason);
  }

  @Override
  public boolean cancelQueued(String reason) {
    return task.cancelQueued(reason);
  }

  @Override
  public Executor callbacks() {
    return task.callbacks();
  }
}
