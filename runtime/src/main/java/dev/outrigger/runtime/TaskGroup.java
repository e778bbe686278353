package dev.outrigger.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end before the block does that started them: what Trio calls a nursery.
 *
 * <pre>{@code
 * String both = TaskGroup.run(group -> {
 *   Task<String> one = group.spawn("one", () -> fetch(first));
 *   Task<String> other = group.spawn("other", () -> fetch(second));
 *   return one.join() + other.join();
 * });
 * }</pre>
 *
 * <p>{@link #run} returns when its body and all tasks have ended. The first that fails, the body
 * included, cancels the others, and {@code run} throws its exception; what others threw besides is
 * suppressed in that. A task that ends because it was cancelled has not failed.
 *
 * <p>Threading: all methods from any thread. A task may start further ones in its own group.
 */
public final class TaskGroup {
  private final Scope scope = new Scope();
  private final Thread owner = Thread.currentThread();

  /** The body counts too; at zero the group is over. */
  private final AtomicInteger running = new AtomicInteger(1);

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private volatile boolean dismissed;
  private volatile boolean cutShort;

  private TaskGroup() {}

  /** What is done with a group. */
  @FunctionalInterface
  public interface Body<T extends @Nullable Object> {
    /** Starts tasks, and may do anything else meanwhile. */
    T run(TaskGroup group) throws Exception;
  }

  /** What a task without a result does. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  /** A task that somebody waits for until it says that it is ready. */
  @FunctionalInterface
  public interface Service<V extends @Nullable Object> {
    /** Completes {@code ready} once others may rely on it, and goes on with its work. */
    void run(CompletableFuture<V> ready) throws Exception;
  }

  /**
   * Runs the body on the calling thread, and waits for all tasks that were started in the group.
   *
   * @throws CancelledException if a scope around it was cancelled before all tasks had ended, or
   *     the group itself before its body had a result
   * @throws InterruptedException if something else than a scope interrupted the calling thread
   *     while it waited; the tasks were cancelled then
   * @throws Exception what the first that failed threw
   */
  public static <T extends @Nullable Object> T run(Body<T> body) throws Exception {
    TaskGroup group = new TaskGroup();
    return group.scope.run(() -> group.runInside(body));
  }

  @SuppressWarnings("NullAway") // a result that was not made is not returned
  private <T extends @Nullable Object> T runInside(Body<T> body) throws Exception {
    T result = null;
    Throwable thrown = null;
    try {
      result = body.run(this);
    } catch (Throwable e) {
      thrown = e;
      note(e, scope);
    }
    boolean interrupted = awaitTasks();
    Throwable first = failure.get();
    if (first == null) {
      first = thrown;
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof Exception exception) {
      throw exception;
    }
    if (interrupted) {
      throw new InterruptedException("interrupted while it waited for the tasks of its group");
    }
    if (cutShort && !dismissed) {
      scope.throwIfCancelled();
    }
    return result;
  }

  /** Tells whether something else than a scope of ours interrupted the thread. */
  private boolean awaitTasks() {
    boolean foreign = false;
    running.decrementAndGet();
    while (running.get() > 0) {
      LockSupport.park(this);
      if (Thread.interrupted() && !scope.isCancelled()) {
        foreign = true;
        boolean _ =
            scope.cancel(
                new Cancellation(
                    Cancellation.Source.CALLER,
                    "the thread that waits for the tasks of its group was interrupted"));
      }
    }
    return foreign;
  }

  /**
   * Starts a task on the loop of the calling task.
   *
   * @param name for people: in the names of threads, in errors
   * @throws IllegalStateException if the caller runs on no loop, or the group is over
   */
  public <T extends @Nullable Object> Task<T> spawn(String name, Callable<T> body) {
    return spawnOn(here(name), name, body);
  }

  /** The same for a task without a result. */
  public Task<@Nullable Void> spawn(String name, Action body) {
    return spawnOn(here(name), name, body);
  }

  /**
   * Starts a task on the next in turn of the loops that the calling task's was started with, so
   * that a group uses all of them.
   *
   * @throws IllegalStateException if the caller runs on no loop, or the group is over
   */
  public <T extends @Nullable Object> Task<T> spread(String name, Callable<T> body) {
    return spawnOn(here(name).next(), name, body);
  }

  /** The same for a task without a result. */
  public Task<@Nullable Void> spread(String name, Action body) {
    return spawnOn(here(name).next(), name, body);
  }

  private Loop here(String name) {
    if (running.get() == 0) {
      throw isOver("task " + name);
    }
    return Loop.current()
        .orElseThrow(() ->
            new IllegalStateException(
                "task "
                    + name
                    + " has no loop to run on: spawn it from a task, or spawnOn a loop"));
  }

  /**
   * Starts a task on this loop.
   *
   * @throws IllegalStateException if the group is over
   */
  public <T extends @Nullable Object> Task<T> spawnOn(Loop loop, String name, Callable<T> body) {
    Scope inside = new Scope(scope);
    return carry(loop, new Task<>(name, inside, body, thrown -> note(thrown, inside), this::leave));
  }

  private static IllegalStateException isOver(String task) {
    return new IllegalStateException(
        "the group of " + task + " is over: start it before the body and all tasks have ended");
  }

  private <T extends @Nullable Object> Task<T> carry(Loop loop, Task<T> task) {
    if (running.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
      throw new IllegalStateException(
          "the group of " + task + " is over: start it before the body and all tasks have ended");
    }
    try {
      new TaskThread(loop, task.name(), this, Context.capture(), task::run).start();
    } catch (Throwable e) {
      leave();
      throw e;
    }
    return task;
  }

  /** The same for a task without a result. */
  public Task<@Nullable Void> spawnOn(Loop loop, String name, Action body) {
    return spawnOn(
        loop,
        name,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Starts a task and returns once it has said that it is ready. If the caller is cancelled before
   * that, so is the task.
   *
   * @return what it became ready with
   * @throws CancelledException if the caller's scope was cancelled
   * @throws InterruptedException if something else than a scope interrupted the caller
   * @throws ExecutionException with what it threw before it was ready, which fails the group too
   */
  public <V extends @Nullable Object> V start(String name, Service<V> service)
      throws InterruptedException, ExecutionException {
    Scope.checkpoint();
    CompletableFuture<V> ready = new CompletableFuture<>();
    Scope inside = new Scope(scope);
    Callable<@Nullable Void> body =
        () -> {
          service.run(ready);
          return null;
        };
    Task<@Nullable Void> task =
        carry(
            here(name),
            new Task<>(
                name,
                inside,
                body,
                thrown -> {
                  // First the group, so that it has the failure itself and not what start throws.
                  note(thrown, inside);
                  ready.completeExceptionally(thrown);
                },
                () -> {
                  ready.completeExceptionally(
                      new IllegalStateException("task " + name + " ended without being ready"));
                  leave();
                }));
    try {
      return ready.get();
    } catch (InterruptedException e) {
      task.cancel("whoever started it was cancelled before it was ready");
      Scope.checkpoint();
      throw e;
    }
  }

  /**
   * Cancels the body and all tasks; {@link #run} still waits for their end. A body that has done
   * what it wanted ends its services so, and {@code run} returns its result.
   */
  public void cancel(String reason) {
    dismissed = true;
    boolean _ = scope.cancel(reason);
  }

  /** The scope of the body, in which those of all tasks lie. */
  public Scope scope() {
    return scope;
  }

  /** The thread that waits for the tasks. */
  Thread owner() {
    return owner;
  }

  /** An exception's own text may fail, and the others must be cancelled all the same. */
  private static String told(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error e) {
      return thrown.getClass().getName();
    }
  }

  /** How many tasks run; the body does not count. */
  public int running() {
    return Math.max(0, running.get() - 1);
  }

  private void leave() {
    if (running.decrementAndGet() == 0) {
      LockSupport.unpark(owner);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same failure, met by who waited for it
  private void note(Throwable thrown, Scope where) {
    if (where.isCancelled() && Cancellation.ends(thrown)) {
      // Only ever set: of two that end at once, one may have looked before the cancellation.
      if (scope.isCancelled()) {
        cutShort = true;
      }
      return;
    }
    if (failure.compareAndSet(null, thrown)) {
      boolean _ =
          scope.cancel(
              new Cancellation(
                  Cancellation.Source.FAILURE,
                  "another task of its group failed: " + told(thrown)));
      return;
    }
    Throwable first = failure.get();
    if (first != null && thrown != first && thrown.getCause() != first) {
      first.addSuppressed(thrown);
    }
  }
}
