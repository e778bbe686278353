package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A task that was given to a pool. It is done when its work has truly ended: a cancelled task that
 * runs is not done before it has stopped or its process is dead, which takes at most its grace and
 * a little more.
 *
 * <p>As a {@link CompletionStage} it completes with the result, with {@link TaskFailedException} or
 * with {@link CancellationException}. A function given to the task itself, as to {@code
 * task.exceptionally(…)}, sees that very exception; the stages after it see it as the cause of a
 * {@link java.util.concurrent.CompletionException}, as with any {@link CompletableFuture}.
 *
 * <p>Threading: all methods from any thread; waiting on a virtual thread parks that thread only.
 * What follows a stage runs on a thread that the pool has for code of users, and may block there;
 * where the task is done already, it runs at once in the calling thread. The {@code Async} methods
 * that are given no executor use the one of {@link CompletableFuture}.
 */
public final class PoolTask<T extends @Nullable Object> extends Stages<T> implements Future<T> {
  private final TaskHandle handle;
  private final AtomicReference<@Nullable CompletableFuture<T>> stage = new AtomicReference<>();

  /** For executors; users get theirs from {@code submit}. */
  public PoolTask(TaskHandle handle) {
    this.handle = handle;
  }

  /** Unique in the pool, counted from 1. */
  public long id() {
    return handle.id();
  }

  /** As given, or derived from its function. */
  public String name() {
    return handle.name();
  }

  /** Where it is now. */
  public TaskPhase phase() {
    return handle.phase();
  }

  /** Whether it was queued or running when it ended; empty while it goes on. */
  public Optional<TaskPhase> endedIn() {
    return handle.endedIn();
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
      handle.awaitActively();
      return handle.ended().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is never an exception", e);
    }
  }

  /** Whether it ended within so many nanoseconds; how does not matter. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    try {
      var _ = handle.ended().get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ending is never an exception", e);
    }
  }

  /** Only once it is done. */
  Ending howItEnded() {
    return handle.ended().resultNow();
  }

  TaskHandle handle() {
    return handle;
  }

  /** The same task with a result that is known before. */
  <R extends @Nullable Object> PoolTask<R> returning(R result) {
    return new PoolTask<>(WithResult.of(handle, result));
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
      var _ = handle.ended().join();
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
    return new TaskFailedException(label(), failed.cause(), failed.delivery(), failed.evidence());
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    return unwrapForFuture(awaitEnd());
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return unwrapForFuture(handle.ended().get(timeout, unit));
  }

  private T unwrapForFuture(Ending ending) throws ExecutionException {
    if (ending instanceof Ending.Failed failed) {
      throw new ExecutionException(failure(failed));
    }
    return unwrap(ending);
  }

  @Override
  public T resultNow() {
    if (ending() instanceof Ending.Returned returned) {
      return unwrap(returned);
    }
    throw new IllegalStateException(label() + " has no result: it is " + state());
  }

  /** What {@link #join} would throw: a {@link TaskFailedException}. */
  @Override
  public Throwable exceptionNow() {
    if (ending() instanceof Ending.Failed failed) {
      return failure(failed);
    }
    throw new IllegalStateException(label() + " has not failed: it is " + state());
  }

  @Override
  public State state() {
    return switch (ending()) {
      case null -> State.RUNNING;
      case Ending.Returned _ -> State.SUCCESS;
      case Ending.Failed _ -> State.FAILED;
      case Ending.Cancelled _ -> State.CANCELLED;
    };
  }

  private @Nullable Ending ending() {
    return handle.ended().getNow(null);
  }

  /**
   * Cancels it: a queued task leaves the queue at once, a running one is interrupted, and killed if
   * it has not stopped within its grace; a result that is being read is dropped. Returns at once.
   *
   * @return whether it ends as cancelled; false if it is done or about to be, for another reason
   */
  public boolean cancel(String reason) {
    return handle.cancel(reason);
  }

  /** As {@link #cancel(String)}; without the permission to interrupt only if it is still queued. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    String reason = "cancelled by its owner";
    return mayInterruptIfRunning ? handle.cancel(reason) : handle.cancelQueued(reason);
  }

  @Override
  public boolean isCancelled() {
    return ending() instanceof Ending.Cancelled;
  }

  @Override
  public boolean isDone() {
    return handle.ended().isDone();
  }

  /**
   * Runs this once the task is done, at once if it is. It runs on a thread that serves the whole
   * pool, so it must be quick and must not block: set a flag, wake a thread, add to a queue. For
   * anything else there is {@link #whenComplete}.
   */
  public void whenDone(Runnable callback) {
    var _ = handle.ended().thenRun(callback);
  }

  /** A future of its own: completing or cancelling it does not reach the task. */
  @Override
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> copy = new CompletableFuture<>();
    whenEnded(copy);
    return copy;
  }

  /** Made only for those who ask, and completed where code of users may run. */
  @Override
  CompletableFuture<T> stage() {
    CompletableFuture<T> present = stage.get();
    if (present != null) {
      return present;
    }
    CompletableFuture<T> made = new CompletableFuture<>();
    CompletableFuture<T> winner = stage.compareAndExchange(null, made);
    if (winner != null) {
      return winner;
    }
    whenEnded(made);
    return made;
  }

  private void whenEnded(CompletableFuture<T> target) {
    Ending now = ending();
    if (now != null) {
      // Nothing depends on it yet, so no code of the user runs here.
      complete(target, now);
      return;
    }
    var _ =
        handle
            .ended()
            .thenAccept(ending -> {
              try {
                handle.callbacks().execute(() -> complete(target, ending));
              } catch (RejectedExecutionException | OutOfMemoryError e) {
                complete(target, ending);
              }
            });
  }

  private void complete(CompletableFuture<T> target, Ending ending) {
    var _ =
        switch (ending) {
          case Ending.Failed failed -> target.completeExceptionally(failure(failed));
          case Ending.Cancelled(String reason) ->
              target.completeExceptionally(new CancellationException(reason));
          case Ending.Returned _ -> target.complete(unwrap(ending));
        };
  }

  private String label() {
    return "task " + id() + " (" + name() + ")";
  }

  /** What the task said last with {@link TaskContext#progress}; empty: nothing yet. */
  public Optional<Progress> progress() {
    return handle.progress();
  }

  /**
   * Tells this listener how far the task has come: what was said last, if anything, and each word
   * after it, in order, one call at a time, on a thread that may block. A slow listener misses what
   * is overtaken meanwhile. No call begins once the task is done; {@link #progress} then has the
   * last word.
   */
  public void onProgress(Consumer<Progress> listener) {
    handle.onProgress(listener);
  }

  @Override
  public String toString() {
    return label() + " " + phase();
  }
}
