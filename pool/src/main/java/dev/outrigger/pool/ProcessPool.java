package dev.outrigger.pool;

import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.ClassPaths;
import dev.outrigger.pool.process.HeapBudget;
import dev.outrigger.pool.process.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

  private ProcessPool(Settings settings) {
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
  public static Builder builder() {
    return new Builder();
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

  /** Collects the options of a pool; each says here what it means and what it is by default. */
  public static final class Builder {
    private String name = "pool";
    private int size = Runtime.getRuntime().availableProcessors();
    private int queueCapacity = 1000;
    private OptionalLong heapPerWorker = OptionalLong.empty();
    private Optional<Duration> deadline = Optional.empty();
    private Duration grace = Duration.ofMillis(500);
    private int niceness = 10;
    private List<String> jvmArguments = List.of();
    private Optional<List<Path>> classPath = Optional.empty();
    private Duration startupTimeout = Duration.ofSeconds(30);
    private int maxFrame = 64 << 20;

    private Builder() {}

    /** Name in threads, logs ("dev.outrigger.pool.NAME") and errors. Default: "pool". */
    public Builder name(String value) {
      name = Check.that(!value.isBlank(), value, "name", "must not be blank");
      return this;
    }

    /** How many workers it keeps. Default: the processors that this process may use. */
    public Builder size(int value) {
      size = Check.that(value >= 1 && value <= 1024, value, "size", "must be 1 to 1024");
      return this;
    }

    /**
     * How many tasks may wait for a worker; one more meets {@link PoolFullException}. Default:
     * 1000.
     */
    public Builder queueCapacity(int value) {
      queueCapacity = Check.that(value >= 1, value, "queueCapacity", "must be at least 1");
      return this;
    }

    /**
     * Largest heap of each worker, in bytes. Default: half of the machine's (or the cgroup's)
     * memory less the largest heap of this process, shared by the workers, at least 64 and at most
     * 512 MiB.
     */
    public Builder heapPerWorker(long bytes) {
      heapPerWorker =
          OptionalLong.of(
              Check.that(bytes >= 8 << 20, bytes, "heapPerWorker", "must be at least 8 MiB"));
      return this;
    }

    /** For tasks that don't say otherwise: the time from submission to the end. Default: none. */
    public Builder deadline(Duration value) {
      deadline =
          Optional.of(Check.that(value.isPositive(), value, "deadline", "must be above zero"));
      return this;
    }

    /**
     * How long a task may take to stop once it is interrupted; then its process is killed. Default:
     * 500 ms.
     */
    public Builder grace(Duration value) {
      grace = Check.that(!value.isNegative(), value, "grace", "must not be negative");
      return this;
    }

    /**
     * How much the workers stand back for everything else on the machine, from 0 (not at all) to
     * 19, as the program "nice" takes it. Default: 10, so that a busy pool never starves its
     * server.
     */
    public Builder niceness(int value) {
      niceness = Check.that(value >= 0 && value <= 19, value, "niceness", "must be 0 to 19");
      return this;
    }

    /** More arguments for the worker JVMs, after the pool's own. Default: none. */
    public Builder jvmArguments(List<String> values) {
      jvmArguments = List.copyOf(values);
      return this;
    }

    /**
     * Where workers find classes. Default: the URLs of the context class loader and its parents,
     * then the class path and the module path of this JVM.
     */
    public Builder classPath(List<Path> entries) {
      classPath = Optional.of(List.copyOf(entries));
      return this;
    }

    /** How long a worker may take until it is ready; then it is killed. Default: 30 s. */
    public Builder startupTimeout(Duration value) {
      startupTimeout =
          Check.that(value.isPositive(), value, "startupTimeout", "must be above zero");
      return this;
    }

    /**
     * Largest task with its arguments, and largest result, in bytes. Both sides hold it in memory
     * at once. Default: 64 MiB.
     */
    public Builder maxFrame(int bytes) {
      maxFrame =
          Check.that(
              bytes >= 64 << 10 && bytes <= 1 << 30, bytes, "maxFrame", "must be 64 KiB to 1 GiB");
      return this;
    }

    /** Starts the pool; its workers get ready in the background. */
    public ProcessPool build() {
      return new ProcessPool(
          new Settings(
              name,
              size,
              queueCapacity,
              heapPerWorker.orElseGet(() -> HeapBudget.perWorker(size)),
              deadline,
              grace,
              niceness,
              jvmArguments,
              classPath.orElseGet(ClassPaths::current),
              startupTimeout,
              maxFrame));
    }
  }
}
