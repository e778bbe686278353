package dev.outrigger.runtime;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs on a loop, and its outcome.
 *
 * <p>Threading: every method may be called from any thread; {@link #join} suspends the calling task
 * only.
 */
public final class Task<T extends @Nullable Object> implements Runnable {
  private final String name;
  private final Callable<T> body;
  private final Scope scope;
  private final Consumer<Task<?>> atEnd;
  private volatile @Nullable Throwable thrown;
  private final CompletableFuture<T> outcome = new CompletableFuture<>();

  /** One whose end somebody hears of, whatever it is, on the task's own thread. */
  Task(String name, Scope scope, Callable<T> body, Consumer<Task<?>> atEnd) {
    this.name = name;
    this.scope = scope;
    this.body = body;
    this.atEnd = atEnd;
  }

  /** The name that it was spawned with; its thread bears it too. */
  public String name() {
    return name;
  }

  /** The scope that the task runs in. */
  public Scope scope() {
    return scope;
  }

  /** Whether the task has ended, in whatever way. */
  public boolean isDone() {
    return outcome.isDone();
  }

  /** Asks the task to end; it does at its next wait. */
  public void cancel(Cancellation why) {
    scope.cancel(why);
  }

  /**
   * Waits for the task to end.
   *
   * @throws ExecutionException with what the task threw as its cause
   */
  public T join() throws InterruptedException, ExecutionException {
    return outcome.get();
  }

  /** What it threw, if it has ended so. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(thrown);
  }

  /** Called by the task's thread. */
  @Override
  public void run() {
    try {
      T result = scope.run(body);
      TaskThread.ending();
      outcome.complete(result);
    } catch (Throwable e) {
      thrown = e;
      TaskThread.ending();
      outcome.completeExceptionally(e);
    } finally {
      atEnd.accept(this);
    }
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
