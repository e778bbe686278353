package dev.outrigger.pool;

import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given to a pool. It is done when its work has truly ended: a cancelled task that
 * runs is not done before it has stopped or its process is dead, which takes at most its grace and
 * a little more.
 *
 * <p>Threading: all methods from any thread; waiting on a virtual thread parks that thread only.
 */
public final class PoolTask<T extends @Nullable Object> implements Future<T> {
  private final Engine engine;
  private final Job job;
  private final CompletableFuture<Ending> ended;

  PoolTask(Engine engine, Job job, CompletableFuture<Ending> ended) {
    this.engine = engine;
    this.job = job;
    this.ended = ended;
  }

  /** Unique in the pool, counted from 1. */
  public long id() {
    return job.id();
  }

  /** As given, or derived from its function. */
  public String name() {
    return job.name();
  }

  /** Where it is now. */
  public TaskPhase phase() {
    return job.phase();
  }

  /** Whether it was queued or running when it ended; empty while it goes on. */
  public Optional<TaskPhase> endedIn() {
    return job.endedIn();
  }

  /**
   * Waits for the result. An interrupt ends the waiting, not the task.
   *
   * @throws TaskFailedException if it failed
   * @throws CancellationException if it was cancelled; the message is the reason
   */
  public T join() throws InterruptedException {
    return unwrap(awaitEnd());
  }

  private Ending awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is never an exception", e);
    }
  }

  /**
   * Waits for the result. An interrupt cancels the task, waits until it has stopped, and is thrown
   * on: no work goes on behind the caller's back.
   *
   * @throws TaskFailedException if it failed
   * @throws CancellationException if it was cancelled; the message is the reason
   */
  public T joinOrCancel() throws InterruptedException {
    try {
      return join();
    } catch (InterruptedException e) {
      var _ = cancel("its caller was interrupted");
      var _ = ended.join();
      throw e;
    }
  }

  @SuppressWarnings("unchecked")
  private T unwrap(Ending ending) {
    return switch (ending) {
      case Ending.Returned(var value) -> (T) value;
      case Ending.Failed failed -> throw failure(failed);
      case Ending.Cancelled(String reason) -> throw new CancellationException(reason);
    };
  }

  private TaskFailedException failure(Ending.Failed failed) {
    return new TaskFailedException(
        job.toString(), failed.cause(), failed.delivery(), failed.evidence());
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    return unwrapForFuture(awaitEnd());
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return unwrapForFuture(ended.get(timeout, unit));
  }

  private T unwrapForFuture(Ending ending) throws ExecutionException {
    if (ending instanceof Ending.Failed failed) {
      throw new ExecutionException(failure(failed));
    }
    return unwrap(ending);
  }

  /**
   * Cancels it: a queued task leaves the queue at once, a running one is interrupted, and killed if
   * it has not stopped within its grace; a result that is being read is dropped. Returns at once.
   *
   * @return whether it ends as cancelled; false if it is done or about to be, for another reason
   */
  public boolean cancel(String reason) {
    return engine.cancel(job, reason);
  }

  /** As {@link #cancel(String)}; a running task is always interrupted. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return cancel("cancelled by its owner");
  }

  @Override
  public boolean isCancelled() {
    return ended.getNow(null) instanceof Ending.Cancelled;
  }

  @Override
  public boolean isDone() {
    return ended.isDone();
  }

  /**
   * Runs this once the task is done, at once if it is. It runs on a thread that serves the whole
   * pool, so it must be quick and must not block: set a flag, wake a thread, add to a queue.
   */
  public void whenDone(Runnable callback) {
    var _ = ended.thenRun(callback);
  }

  /**
   * The result for code that composes: completed on a thread of the pool made for code of users,
   * with {@link TaskFailedException} or {@link CancellationException} if there is no result.
   * Completing or cancelling the stage does not reach the task.
   */
  public CompletionStage<T> completion() {
    CompletableFuture<T> stage = new CompletableFuture<>();
    var _ =
        ended.thenAccept(ending -> {
          try {
            engine.readers().execute(() -> complete(stage, ending));
          } catch (RejectedExecutionException | OutOfMemoryError e) {
            complete(stage, ending);
          }
        });
    return stage.minimalCompletionStage();
  }

  private void complete(CompletableFuture<T> stage, Ending ending) {
    var _ =
        switch (ending) {
          case Ending.Failed failed -> stage.completeExceptionally(failure(failed));
          case Ending.Cancelled(String reason) ->
              stage.completeExceptionally(new CancellationException(reason));
          case Ending.Returned _ -> stage.complete(unwrap(ending));
        };
  }

  @Override
  public String toString() {
    return job + " " + phase();
  }
}
