package dev.outrigger.pool;

import dev.outrigger.pool.actor.Actors;
import dev.outrigger.pool.codec.ItemMessage;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Terms;
import dev.outrigger.pool.stream.Arrivals;
import dev.outrigger.pool.stream.Feed;
import dev.outrigger.pool.stream.Generating;
import dev.outrigger.pool.stream.Piping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
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
  private final Settings settings;
  private final TaskOptions options;
  private final Engine engine;
  private final Actors actors;

  ProcessPool(Settings settings, Optional<Class<?>> initializer) {
    this.settings = settings;
    TaskOptions plain = TaskOptions.defaults();
    TaskOptions limited = settings.terms().limit().map(plain::within).orElse(plain);
    this.options = settings.terms().runLimit().map(limited::runningAtMost).orElse(limited);
    this.actors = new Actors(settings, Submission::send);
    try {
      this.engine = new Engine(settings);
    } catch (IOException e) {
      settings.launch().heap().close();
      throw new UncheckedIOException(
          "the pool " + settings.name() + " can't make its folder or socket: " + e.getMessage(), e);
    }
    initializer.ifPresent(type -> Submission.provideClass(engine, type));
    engine.start();
  }

  /** A builder with all defaults. */
  public static PoolBuilder builder() {
    return new PoolBuilder();
  }

  /** Those of a task that asks for nothing else: with the pool's own deadline, if it has one. */
  @Override
  public TaskOptions options() {
    return options;
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> submit(TaskOptions options, RemoteWork<T> work) {
    return Submission.send(
        engine,
        settings,
        Check.given(options, "options"),
        Check.given(work, "work"),
        Conversation.NONE);
  }

  /**
   * Runs a function that yields its results part by part, and reads them while it runs:
   *
   * <pre>{@code
   * try (PoolStream<Page> pages = pool.stream((out, file) -> render(file, out), file)) {
   *   for (Page page : pages) {
   *     show(page);
   *   }
   * }
   * }</pre>
   *
   * <p>Refuses what can't be sent, and too many, as {@code submit} does.
   */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolStream<T> stream(
      RemoteGenerator<A, T> generator, A argument) {
    return stream(TaskOptions.defaults(), generator, argument);
  }

  /**
   * The same with options of its own; a deadline covers all of it, the reading included. It is
   * retried only where nothing of it ran.
   */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolStream<T> stream(
      TaskOptions options, RemoteGenerator<A, T> generator, A argument) {
    RemoteWork<Boolean> work =
        RemoteWork.of(new Generating<>(Check.given(generator, "generator")), argument);
    return Arrivals.open(
        Submission.trust(settings, generator),
        engine.rules().inMessages(),
        talk -> Submission.send(engine, settings, partwise(options, generator), work, talk));
  }

  /**
   * Runs a function that takes its input and yields its results part by part, both while it runs
   * and both with back-pressure: the input is run through on a thread of the pool, only as far as
   * the function asks for. Where the input throws, or yields what can't be sent, the task is
   * cancelled and the reading ends with {@link IllegalStateException}, with that as its cause.
   *
   * <pre>{@code
   * try (PoolStream<String> hits = pool.pipe(
   *     (Source<String> lines, Emitter<String> out) -> {
   *       for (String line : lines) {
   *         if (line.matches(pattern)) {
   *           out.emit(line);
   *         }
   *       }
   *     },
   *     reader.lines().iterator())) {
   *   hits.forEach(System.out::println);
   * }
   * }</pre>
   */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolStream<T> pipe(
      RemotePipe<A, T> pipe, Iterator<? extends A> input) {
    return pipe(TaskOptions.defaults(), pipe, input);
  }

  /** The same with options of its own; a deadline covers all of it, the reading included. */
  public <A extends @Nullable Object, T extends @Nullable Object> PoolStream<T> pipe(
      TaskOptions options, RemotePipe<A, T> pipe, Iterator<? extends A> input) {
    RemoteWork<Boolean> work = RemoteWork.of(new Piping<>(Check.given(pipe, "pipe")));
    return Arrivals.open(
        Submission.trust(settings, pipe),
        engine.rules().inMessages(),
        new Feed(Check.given(input, "input"), engine.readers(), engine.rules().inMessages()),
        talk -> Submission.send(engine, settings, partwise(options, pipe), work, talk));
  }

  /**
   * Makes an object that lives in a worker process of its own, beside those of the pool, and keeps
   * its state from call to call:
   *
   * <pre>{@code
   * try (Actor<Counter> actor = pool.actor(Counter.class, InMemoryCounter::new)) {
   *   long now = actor.proxy().add(5);
   * }
   * }</pre>
   *
   * <p>Returns at once; calls wait until the object is there. Closing the pool closes its actors.
   *
   * @param type an interface whose methods take and return what can be sent
   * @param factory makes the object, in its process
   * @throws IllegalArgumentException if the type can be no actor's interface, or the factory can't
   *     be sent
   * @throws java.util.concurrent.RejectedExecutionException if the pool was closed
   */
  public <I> Actor<I> actor(Class<I> type, RemoteCallable<? extends I> factory) {
    return actor(type, factory, ActorOptions.defaults());
  }

  /** The same with options. */
  public <I> Actor<I> actor(
      Class<I> type, RemoteCallable<? extends I> factory, ActorOptions options) {
    return actors.start(
        Check.given(type, "type"),
        Check.given(factory, "factory"),
        Check.given(options, "options"));
  }

  /** Once parts were read, nothing can be run again; before it began, it can. */
  private TaskOptions partwise(TaskOptions options, Object function) {
    Retries asked = Check.given(options, "options").retries().orElse(settings.terms().retries());
    Retries retries =
        asked.on().contains(Retries.On.NOT_STARTED)
            ? asked.after(Set.of(Retries.On.NOT_STARTED))
            : Retries.none();
    return options.named(ItemMessage.name(options.name(), function)).withRetries(retries);
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
   * Takes no more tasks, waits for all that were submitted, then lets the workers go; the same for
   * the actors and their calls. If the waiting thread is interrupted, what still runs is aborted.
   *
   * <p>A task without a deadline that never ends is waited for without end: where that must not be,
   * {@link #drain} for a while, then {@link #abort}.
   */
  @Override
  public void close() {
    try {
      var _ = drain(Terms.FOREVER);
    } catch (InterruptedException e) {
      abort();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes no more tasks and calls of actors, and waits, but not longer than this.
   *
   * @return whether all is done and the workers are gone; if not, they work on
   */
  public boolean drain(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    actors.close();
    engine.close();
    return engine.awaitTermination(limit)
        && actors.awaitTermination(limit.minusNanos(System.nanoTime() - start));
  }

  /**
   * Kills all workers and actors now; what was not done ends as cancelled or lost. Returns when
   * they are gone.
   */
  public void abort() {
    engine.abort();
    actors.abort();
    engine.awaitEnd();
  }

  /** Its name, by which logs and errors call it. */
  @Override
  public String toString() {
    return "pool " + settings.name();
  }
}
