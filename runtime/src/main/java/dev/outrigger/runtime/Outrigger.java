package dev.outrigger.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where a program on event loops begins.
 *
 * <pre>{@code
 * void main() throws Exception {
 *   Outrigger.run(group -> {
 *     group.spawn("tick", () -> count("tick"));
 *     group.spawn("tock", () -> count("tock"));
 *     return "both are started, and are waited for";
 *   });
 * }
 * }</pre>
 */
public final class Outrigger {
  private Outrigger() {}

  /**
   * Runs the body as the first task of one event loop, in a group of its own, and returns when it
   * and all tasks that it started have ended. See {@link #run(EventLoopsBuilder, TaskGroup.Body)}.
   */
  public static <T extends @Nullable Object> T run(TaskGroup.Body<T> main) throws Exception {
    return run(EventLoops.builder(), main);
  }

  /**
   * Runs the body as the first task of the first of these loops, in a group of its own, and returns
   * when it and all tasks that it started have ended; then the loops are closed.
   *
   * <p>The signals INT (Ctrl-C) and TERM cancel the body's scope meanwhile, with {@link
   * Cancellation.Source#SHUTDOWN}. When all have ended, however long their clean-up took, this
   * throws what a cancelled body throws. If nobody catches that, the process ends as by that
   * signal, with status 130 or 143 and without a stack trace. A second signal ends it at once.
   *
   * @throws IllegalStateException if a task calls it: that has a loop already
   * @throws Exception what the body or the first of the tasks threw that failed
   */
  public static <T extends @Nullable Object> T run(
      EventLoopsBuilder options, TaskGroup.Body<T> main) throws Exception {
    if (Loop.current().isPresent()) {
      throw new IllegalStateException(
          "Outrigger.run was called by a task, which has its loop already: use TaskGroup.run there");
    }
    AtomicReference<Optional<EndingSignal>> received = new AtomicReference<>(Optional.empty());
    try (EventLoops loops = options.start()) {
      return TaskGroup.run(outer -> {
        EndingSignal.Program program = EndingSignal.watch(outer);
        try {
          return outer.spawnOn(loops.loop(0), "main", () -> TaskGroup.run(main)).join();
        } finally {
          program.close();
          received.set(program.received());
        }
      });
    } catch (Throwable e) {
      received
          .get()
          .ifPresent(signal ->
              Thread.currentThread()
                  .setUncaughtExceptionHandler((_, thrown) -> signal.end(thrown)));
      throw e;
    }
  }
}
