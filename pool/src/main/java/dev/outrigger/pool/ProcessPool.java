package dev.outrigger.pool;

import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Conversation;
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
 * <p>{@link RemoteExecutor} says how functions are given to it, and what may go wrong.
 *
 * <p>Threading: all methods from any thread, virtual ones and those of event loops included.
 */
public final class ProcessPool implements RemoteExecutor, AutoCloseable {
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

  @Override
  public <T extends @Nullable Object> PoolTask<T> submit(TaskOptions options, RemoteWork<T> work) {
    return Submission.send(engine, settings, options, work, Conversation.NONE);
  }

  @Override
  public int parallelism() {
    return settings.plan().size();
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
