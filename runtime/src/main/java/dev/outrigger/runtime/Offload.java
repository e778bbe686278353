package dev.outrigger.runtime;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteBiFunction;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls into a process pool that belong to the current scope: its deadline is the task's, and its
 * cancellation ends the task wherever it is. Suspends the calling task, not its loop.
 *
 * <p>Each call throws {@link dev.outrigger.pool.TaskFailedException} when the task failed, {@link
 * CancelledException} when the scope was cancelled, {@link dev.outrigger.pool.PoolFullException}
 * when the pool's queue is full, and {@link InterruptedException} when somebody else interrupted
 * the caller. Whichever it is, the work has ended by then.
 */
public final class Offload {
  private Offload() {}

  /** Runs the function in a worker process. */
  public static <T extends @Nullable Object> T call(RemoteExecutor pool, RemoteCallable<T> function)
      throws InterruptedException {
    return result(withinScope(pool).submit(function));
  }

  /** Runs the function with one argument in a worker process. */
  public static <A extends @Nullable Object, T extends @Nullable Object> T call(
      RemoteExecutor pool, RemoteFunction<A, T> function, A argument) throws InterruptedException {
    return result(withinScope(pool).submit(function, argument));
  }

  /** Runs the function with two arguments in a worker process. */
  public static <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      T call(RemoteExecutor pool, RemoteBiFunction<A, B, T> function, A first, B second)
          throws InterruptedException {
    return result(withinScope(pool).submit(function, first, second));
  }

  private static RemoteExecutor withinScope(RemoteExecutor pool) {
    Optional<Scope> scope = Scope.current();
    scope.ifPresent(Scope::throwIfCancelled);
    Optional<Duration> left = scope.flatMap(Scope::remaining);
    if (left.isEmpty()) {
      return pool;
    }
    TaskOptions options = pool.options();
    Duration own = options.deadline().orElse(left.get());
    Duration nearest = own.compareTo(left.get()) < 0 ? own : left.get();
    // A scope whose time is up is about to be cancelled; the task must not slip through before.
    return pool.with(options.within(nearest.isZero() ? Duration.ofNanos(1) : nearest));
  }

  private static <T extends @Nullable Object> T result(PoolTask<T> task)
      throws InterruptedException {
    Optional<Scope> scope = Scope.current();
    if (scope.isEmpty()) {
      return task.joinOrCancel();
    }
    try (Registration _ = scope.get().onCancel(why -> task.cancel(why.reason()))) {
      return task.joinOrCancel();
    } catch (CancellationException | InterruptedException e) {
      scope.get().throwIfCancelled();
      throw e;
    } catch (TaskFailedException e) {
      if (e.failure() instanceof FailureCause.DeadlineExceeded) {
        letItsDeadlineStrike(scope.get());
      }
      throw e;
    }
  }

  /** Two clocks run for one deadline; if the pool's was first, the scope is due as well. */
  private static void letItsDeadlineStrike(Scope scope) throws InterruptedException {
    if (scope.remaining().filter(Duration::isZero).isEmpty()) {
      return;
    }
    CountDownLatch struck = new CountDownLatch(1);
    try (Registration _ = scope.onCancel(_ -> struck.countDown())) {
      boolean _ = struck.await(1, TimeUnit.SECONDS);
    }
  }
}
