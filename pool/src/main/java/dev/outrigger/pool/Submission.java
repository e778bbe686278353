package dev.outrigger.pool;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Work;
import dev.outrigger.pool.stream.ProgressBoard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    TaskMessage.Encoded message = encode(options.name(), work, settings.maxFrame());
    CompletableFuture<Ending> ended = new CompletableFuture<>();
    ProgressBoard board = new ProgressBoard(engine.readers());
    Work task = new Work(message.name(), message.function(), message.body());
    Job job =
        new Job(
            engine.nextId(),
            task,
            now,
            settings.terms().with(options),
            loaders(work.function()),
            board.and(conversation),
            ending -> {
              board.end();
              ended.complete(ending);
            });
    engine.submit(job, task);
    return new PoolTask<>(new PooledTask(engine, job, ended, board));
  }

  private static void provideClasses(Engine engine, RemoteWork<?> work) {
    try {
      engine.memoryClasses().provide(work.function().getClass());
      for (Object argument : work.arguments()) {
        if (argument != null) {
          engine.memoryClasses().provide(argument.getClass());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the task can't be sent: its classes are in no file, and can't be written into one: "
              + e.getMessage(),
          e);
    }
  }

  private static TaskMessage.Encoded encode(
      Optional<String> name, RemoteWork<?> work, int maxFrame) {
    try {
      return TaskMessage.encode(name, Map.of(), work.function(), work.arguments(), maxFrame);
    } catch (UnsendableException | TooLargeException e) {
      throw new IllegalArgumentException("the task can't be sent: " + e.getMessage(), e);
    }
  }

  /** Where the result's classes are known: to the caller, or to the function. */
  static List<ClassLoader> loaders(Object function) {
    return Stream.of(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
            Optional.ofNullable(function.getClass().getClassLoader()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
