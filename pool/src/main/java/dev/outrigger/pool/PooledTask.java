package dev.outrigger.pool;

import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.TaskHandle;
import dev.outrigger.pool.stream.ProgressBoard;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The handle of a task of a pool in this process. */
record PooledTask(Engine engine, Job job, CompletableFuture<Ending> ended, ProgressBoard board)
    implements TaskHandle {
  @Override
  public long id() {
    return job.id();
  }

  @Override
  public String name() {
    return job.name();
  }

  @Override
  public TaskPhase phase() {
    return job.phase();
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return job.endedIn();
  }

  @Override
  public void awaitActively() {
    ActiveWait.forEndOf(job, ended);
  }

  @Override
  public boolean cancel(String reason) {
    return engine.cancel(job, reason);
  }

  @Override
  public boolean cancelQueued(String reason) {
    return engine.cancelQueued(job, reason);
  }

  @Override
  public boolean liftDeadline() {
    return engine.liftDeadline(job);
  }

  @Override
  public void expire() {
    engine.expire(job);
  }

  @Override
  public Optional<Progress> progress() {
    return board.latest();
  }

  @Override
  public void onProgress(Consumer<Progress> listener) {
    board.tell(listener);
  }

  @Override
  public Optional<Trust> trust() {
    return Optional.of(job.caller().trust());
  }

  @Override
  public Executor callbacks() {
    return engine.readers();
  }
}
