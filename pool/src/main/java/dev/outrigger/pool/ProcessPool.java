package dev.outrigger.pool;

import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A pool of worker JVMs. Work given to it runs in another process: it can be cancelled whatever it
 * does, it can exhaust its heap or crash, and only its own caller hears of it.
 *
 * <pre>{@code
 * try (ProcessPool pool = ProcessPool.builder().size(2).build()) {
 *   long result = pool.call(Fibonacci::fib, 40);
 * }
 * }</pre>
 *
 * <p>Functions are references to methods, or lambdas; they and all they capture must be
 * serializable, and so must results. {@code call} waits for the result; an interrupt of the waiting
 * thread cancels the task, waits until it has stopped, and is thrown on. {@code submit} never
 * waits. Both refuse a task that can't be sent with {@link IllegalArgumentException}, one too many
 * with {@link PoolFullException}, and any after the end with {@link
 * java.util.concurrent.RejectedExecutionException}. {@code call} throws {@link TaskFailedException}
 * where the task failed and {@link java.util.concurrent.CancellationException} where it was
 * cancelled.
 *
 * <p>Threading: all methods from any thread, virtual ones and those of event loops included.
 */
public final class ProcessPool implements AutoCloseable {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Settings settings;
  private final Engine engine;

  ProcessPool(Settings settings) {
    this.settings = settings;
    try {
      this.engine = new Engine(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the pool " + settings.name() + " can't make its socket: " + e.getMessage(), e);
    }
    engine.start();
  }

  /** A builder with all defaults. */
  public static PoolBuilder builder() {
    return new PoolBuilder();
  }

  /** Runs it in a worker and waits for the result. */
  public <T extends @Nullable Object> T call(RemoteCallable<T> callable)
      throws InterruptedException {
    return submit(callable).joinOrCancel();
  }

  /** Runs it in a worker and waits for the result. */
  public <T extends @Nullable Object> T call(TaskOptions options, RemoteCallable<T> callable)
      throws InterruptedException {
    return submit(options, callable).joinOrCancel();
  }

  /** Runs it in a worker and waits for the result. */
  public <A extends @Nullable Object, T extends @Nullable Object> T call(
      RemoteFunction<A, T> function, A argument) throws InterruptedException {
    return submit(function, argument).joinOrCancel();
  }

  /** Runs it in a worker and waits for the result. */
  public <A extends @Nullable Object, T extends @Nullable Object> T call(
      TaskOptions options, RemoteFunction<A, T> function, A argument) throws InterruptedException {
    return submit(options, function, argument).joinOrCancel();
  }

  /** Runs it in a worker and waits for the result. */
  public <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      T call(RemoteBiFunction<A, B, T> function, A first, B second) throws InterruptedException {
    return submit(function, first, second).joinOrCancel();
  }

  /** Runs it in a worker and waits for the result. */
  public <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      T call(TaskOptions options, RemoteBiFunction<A, B, T> function, A first, B second)
          throws InterruptedException {
    return submit(options, function, first, second).joinOrCancel();
  }

  /** Runs it in a worker, some time. */
  public <T extends @Nullable Object> PoolTask<T> submit(RemoteCallable<T> callable) {
    return submit(TaskOptions.defaults(), callable);
  }

  /** Runs it in a worker, some time. */
  public <T extends @Nullable Object> PoolTask<T> submit(
      TaskOptions options, RemoteCallable<T> callable) {
    return send(options, callable);
  }

  /** Runs it in a worker, some time. */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolTask<T> submit(
      RemoteFunction<A, T> function, A argument) {
    return submit(TaskOptions.defaults(), function, argument);
  }

  /** Runs it in a worker, some time. */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolTask<T> submit(
      TaskOptions options, RemoteFunction<A, T> function, A argument) {
    return send(options, function, argument);
  }

  /** Runs it in a worker, some time. */
  public <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      PoolTask<T> submit(RemoteBiFunction<A, B, T> function, A first, B second) {
    return submit(TaskOptions.defaults(), function, first, second);
  }

  /** Runs it in a worker, some time. */
  public <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      PoolTask<T> submit(
          TaskOptions options, RemoteBiFunction<A, B, T> function, A first, B second) {
    return send(options, function, first, second);
  }

  private <T extends @Nullable Object> PoolTask<T> send(
      TaskOptions options, Object function, @Nullable Object... arguments) {
    return Submission.send(engine, settings, options, function, arguments);
  }

  /** How things stand now. */
  public PoolStatistics statistics() {
    return engine.statistics();
  }

  /**
   * Takes no more tasks, waits for all that were submitted, then lets the workers go. If the
   * waiting thread is interrupted, what still runs is aborted.
   */
  @Override
  public void close() {
    engine.close();
    try {
      var _ = engine.awaitTermination(FOREVER);
    } catch (InterruptedException e) {
      abort();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes no more tasks and waits, but not longer than this.
   *
   * @return whether all is done and the workers are gone; if not, they work on
   */
  public boolean drain(Duration limit) throws InterruptedException {
    engine.close();
    return engine.awaitTermination(limit);
  }

  /** Kills all workers now; what was not done ends as cancelled. Returns when they are gone. */
  public void abort() {
    engine.abort();
    engine.awaitEnd();
  }
}
