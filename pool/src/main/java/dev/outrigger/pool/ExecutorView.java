package dev.outrigger.pool;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RemoteExecutor} as the JDK knows executors. Its life is its own: shutting it down ends
 * what was submitted through it, and never the pool.
 *
 * <p>Threading: without locks, since completions arrive on threads that must not wait.
 */
final class ExecutorView implements ExecutorService {
  private static final System.Logger LOGGER = System.getLogger("dev.outrigger.pool.executor");
  private static final long SHUT = Long.MIN_VALUE;

  private final RemoteExecutor executor;

  /** What is to be handed back by shutdownNow; whoever takes an entry out decides on it. */
  private final Set<Entry> live = ConcurrentHashMap.newKeySet();

  /** Tasks not done, and the sign for shut: OPEN(n) → OPEN(n ± 1) → SHUT(n) → SHUT(0). */
  private final AtomicLong state = new AtomicLong();

  private final CountDownLatch terminated = new CountDownLatch(1);
  private volatile boolean stopping;

  ExecutorView(RemoteExecutor executor) {
    this.executor = executor;
  }

  private record Entry(PoolTask<?> task, Runnable original) {}

  @Override
  public void execute(Runnable command) {
    PoolTask<?> task = accept(PlainWork.of(command), command, command);
    task.whenDone(() -> {
      if (task.state() == Future.State.FAILED) {
        var _ =
            task.whenCompleteAsync((_, thrown) ->
                LOGGER.log(
                    Level.WARNING, "nobody waits for its result: " + thrown.getMessage(), thrown));
      }
    });
  }

  @Override
  public PoolTask<?> submit(Runnable task) {
    return accept(PlainWork.of(task), task, task).<@Nullable Object>returning(null);
  }

  @Override
  public <T> PoolTask<T> submit(Runnable task, T result) {
    return accept(PlainWork.of(task), task, task).returning(result);
  }

  @Override
  public <T> PoolTask<T> submit(Callable<T> task) {
    return accept(PlainWork.of(task), task, () -> runHere(task));
  }

  private static void runHere(Callable<?> task) {
    try {
      var _ = task.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> PoolTask<T> accept(RemoteWork<T> work, Object given, Runnable original) {
    if (state.getAndUpdate(now -> now < 0 ? now : now + 1) < 0) {
      throw new RejectedExecutionException("this view of the pool was shut down");
    }
    PoolTask<T> task;
    try {
      task = send(work, given);
    } catch (Throwable e) {
      oneLess();
      throw e;
    }
    Entry entry = new Entry(task, original);
    live.add(entry);
    task.whenDone(() -> {
      live.remove(entry);
      oneLess();
    });
    if (stopping && live.remove(entry) && task.cancel("the executor was shut down")) {
      throw new RejectedExecutionException("this view of the pool was shut down meanwhile");
    }
    return task;
  }

  private <T> PoolTask<T> send(RemoteWork<T> work, Object given) {
    TaskOptions options = executor.options();
    try {
      return executor.submit(
          options.name().isPresent() ? options : options.named(PlainWork.name(given)), work);
    } catch (IllegalArgumentException e) {
      throw new RejectedExecutionException(e.getMessage(), e);
    }
  }

  private void oneLess() {
    if (state.decrementAndGet() == SHUT) {
      terminated.countDown();
    }
  }

  @Override
  public void shutdown() {
    if (state.updateAndGet(now -> now | SHUT) == SHUT) {
      terminated.countDown();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    stopping = true;
    shutdown();
    List<Runnable> neverBegun = new ArrayList<>();
    for (Entry entry : List.copyOf(live)) {
      if (live.remove(entry)
          && entry.task.cancel("the executor was shut down")
          && entry.task.endedIn().filter(TaskPhase.QUEUED::equals).isPresent()) {
        neverBegun.add(entry.original);
      }
    }
    return neverBegun;
  }

  @Override
  public boolean isShutdown() {
    return state.get() < 0;
  }

  @Override
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return InvokeAll.run(this, List.copyOf(tasks), Long.MAX_VALUE);
  }

  @Override
  public <T> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return InvokeAll.run(this, List.copyOf(tasks), unit.toNanos(timeout));
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try {
      return new InvokeAny<T>(this, executor.parallelism()).run(tasks, Long.MAX_VALUE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("after three centuries", e);
    }
  }

  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    Objects.requireNonNull(unit, "unit");
    return new InvokeAny<T>(this, executor.parallelism()).run(tasks, unit.toNanos(timeout));
  }

  @Override
  public String toString() {
    long now = state.get();
    return "executor view, %s, %d tasks not done"
        .formatted(now < 0 ? "shut down" : "open", now & ~SHUT);
  }
}
