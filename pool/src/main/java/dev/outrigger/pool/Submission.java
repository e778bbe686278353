package dev.outrigger.pool;

import dev.outrigger.pool.codec.AllowList;
import dev.outrigger.pool.codec.Homes;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.context.TraceParent;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.memory.Cargo;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Caller;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.stream.ProgressBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of a function from its caller into the queue: written first, so that a bad one is
 * refused.
 */
final class Submission {
  private Submission() {}

  static <T extends @Nullable Object> PoolTask<T> send(
      Engine engine,
      Settings settings,
      TaskOptions options,
      RemoteWork<T> work,
      Conversation conversation) {
    long now = engine.now();
    provideClasses(engine, work);
    Map<String, String> context = settings.context().get();
    Cargo cargo = new Cargo();
    TaskMessage.Encoded message = encode(options.name(), context, work, cargo, engine.rules());
    CompletableFuture<Ending> ended = new CompletableFuture<>();
    ProgressBoard board = new ProgressBoard(engine.readers());
    Caller caller =
        new Caller(
            trust(settings, work.function()),
            board.and(conversation),
            ending -> {
              board.end();
              unload(engine, cargo, () -> ended.complete(ending));
            },
            false,
            context.isEmpty() ? Optional.empty() : TraceParent.trace(context));
    Job job = new Job(engine.nextId(), message, now, settings.terms().with(options), caller);
    try {
      engine.submit(job, message);
    } catch (RuntimeException | Error e) {
      cargo.release();
      throw e;
    }
    return new PoolTask<>(new PooledTask(engine, job, ended, board));
  }

  /** The first thing that a worker does. */
  static TaskMessage.Encoded initializer(
      RemoteCallable<? extends @Nullable Object> factory, int maxFrame) {
    try {
      return TaskMessage.encode(
          Optional.of("initializer"),
          Map.of(),
          RemoteWork.<@Nullable Object>of(new WorkerState.Initializer(factory)),
          Rules.plain(maxFrame));
    } catch (IOException e) {
      throw new IllegalArgumentException("the initializer can't be sent: " + e.getMessage(), e);
    }
  }

  static void provideClass(Engine engine, Class<?> type) {
    try {
      engine.memoryClasses().provide(type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the class "
              + type.getName()
              + " is in no file, and can't be written into one: "
              + e.getMessage(),
          e);
    }
  }

  private static void provideClasses(Engine engine, RemoteWork<?> work) {
    Homes.types(work.function()).forEach(type -> provideClass(engine, type));
    for (Object argument : work.arguments()) {
      if (argument != null) {
        provideClass(engine, argument.getClass());
      }
    }
  }

  private static TaskMessage.Encoded encode(
      Optional<String> name,
      Map<String, String> context,
      RemoteWork<?> work,
      Cargo cargo,
      Rules rules) {
    try {
      return cargo.load(() -> TaskMessage.encode(name, context, work, rules));
    } catch (IOException e) {
      throw new IllegalArgumentException("the task can't be sent: " + e.getMessage(), e);
    }
  }

  /** Before anybody hears of the end, what the task held is given back; that may take a while. */
  private static void unload(Engine engine, Cargo cargo, Runnable then) {
    if (cargo.isEmpty()) {
      then.run();
      return;
    }
    Runnable both =
        () -> {
          try {
            cargo.release();
          } finally {
            then.run();
          }
        };
    try {
      engine.readers().execute(both);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      both.run();
    }
  }

  /** What is let in of its result. */
  static Trust trust(Settings settings, Object function) {
    return new Trust(loaders(function), filter(settings, function));
  }

  private static AllowList filter(Settings settings, Object function) {
    return settings
        .contents()
        .filter()
        .map(AllowList::of)
        .orElseGet(() -> AllowList.of(function, settings.contents().allowed()));
  }

  /** Where the result's classes are known: to the caller, or to the function. */
  private static List<ClassLoader> loaders(Object function) {
    return Stream.of(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
            Optional.ofNullable(function.getClass().getClassLoader()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
