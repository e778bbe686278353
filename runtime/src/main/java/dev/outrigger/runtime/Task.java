package dev.outrigger.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Work that runs on a loop, and its outcome.
 *
 * <p>Threading: every method may be called from any thread; {@link #join} suspends the calling task
 * only.
 */
public final class Task<T> implements Runnable {
  private final String name;
  private final Callable<T> body;
  private final Scope scope = new Scope();
  private final CompletableFuture<T> outcome = new CompletableFuture<>();

  Task(String name, Callable<T> body) {
    this.name = name;
    this.body = body;
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

  /** Called by the task's thread. */
  @Override
  public void run() {
    try {
      outcome.complete(scope.run(body));
    } catch (Throwable e) {
      outcome.completeExceptionally(e);
    }
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
