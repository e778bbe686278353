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
public final class Task<T extends @Nullable Object> {
  private final String name;
  private final Callable<T> body;
  private final Scope scope;
  private final Consumer<Throwable> onFailure;
  private final Runnable atEnd;
  private final CompletableFuture<End<T>> outcome = new CompletableFuture<>();

  /**
   * Both are called on the task's own thread: the one with what it throws, before anyone else can
   * hear of that, the other at its end, whatever that is.
   */
  Task(String name, Scope scope, Callable<T> body, Consumer<Throwable> onFailure, Runnable atEnd) {
    this.name = name;
    this.scope = scope;
    this.body = body;
    this.onFailure = onFailure;
    this.atEnd = atEnd;
  }

  /** A value or what was thrown: a future of its own would change some exceptions on the way. */
  private record End<T extends @Nullable Object>(T value, @Nullable Throwable thrown) {}

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

  /** What it threw, if it has ended so. */
  public Optional<Throwable> failure() {
    return outcome.isDone() ? Optional.ofNullable(outcome.resultNow().thrown()) : Optional.empty();
  }

  /** Asks the task to end; it does at its next wait. */
  public void cancel(Cancellation why) {
    scope.cancel(why);
  }

  /** The same, as asked for by the program itself, with a reason for people. */
  public void cancel(String reason) {
    boolean _ = scope.cancel(reason);
  }

  /**
   * Waits for the task to end.
   *
   * @throws CancelledException if the caller's scope is cancelled, unless the task has a result
   * @throws InterruptedException if something else than a scope interrupted the caller
   * @throws ExecutionException with what the task threw as its cause
   */
  public T join() throws InterruptedException, ExecutionException {
    End<T> end;
    try {
      end = outcome.get();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
    Throwable thrown = end.thrown();
    if (thrown == null) {
      return end.value();
    }
    if (Cancellation.ends(thrown)) {
      // Whoever ends by the same cancellation has not failed because of this task.
      Scope.checkpoint();
    }
    throw new ExecutionException(thrown);
  }

  /** All that its thread does. */
  void run(TaskThread on) {
    End<T> end = end(on);
    try {
      Throwable thrown = end.thrown();
      if (thrown != null) {
        onFailure.accept(thrown);
      }
      on.leaveRoster();
    } finally {
      // Whatever else fails: those who wait for this task must not wait for ever.
      outcome.complete(end);
      atEnd.run();
    }
  }

  @SuppressWarnings("NullAway") // no value where something was thrown
  private End<T> end(TaskThread on) {
    try {
      return new End<>(scope.runFirst(on, body), null);
    } catch (Throwable e) {
      return new End<>(null, e);
    }
  }

  @Override
  public String toString() {
    return "task " + name;
  }
}
