package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Progress;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.codec.Trust;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a {@link dev.outrigger.pool.PoolTask} needs of whoever runs it: a pool here, the pool of the
 * parent process, or one on another machine.
 *
 * <p>Threading: all methods from any thread; none waits.
 */
public interface TaskHandle {
  /** Unique where it runs. */
  long id();

  /** For people. */
  String name();

  /** Where it is now. */
  TaskPhase phase();

  /** Where it was when it ended. */
  Optional<TaskPhase> endedIn();

  /** Completed once, never with an exception, on a thread that must not be held up. */
  CompletableFuture<Ending> ended();

  /**
   * Spends a few microseconds on the core if the end is likely to come within them: waking a thread
   * that sleeps costs more.
   */
  default void awaitActively() {}

  /** Tells whether the task ends as cancelled. */
  boolean cancel(String reason);

  /** The same for a task that no worker has; leaves a running one alone and returns false. */
  boolean cancelQueued(String reason);

  /**
   * Its deadline counts no more, as far as whoever runs it can do that. False: it is being ended
   * already.
   */
  default boolean liftDeadline() {
    return !ended().isDone();
  }

  /** Ends it as at its deadline, or cancels it where whoever runs it can't do that. */
  default void expire() {
    var _ = cancel("its time was up");
  }

  /** What the task said last about how far it has come. */
  default Optional<Progress> progress() {
    return Optional.empty();
  }

  /** Tells this listener what the task says of that, until the end. */
  default void onProgress(Consumer<Progress> listener) {}

  /** What is let in of its answer; empty: whoever reads it decides. */
  default Optional<Trust> trust() {
    return Optional.empty();
  }

  /** Runs code of the user that follows the end. */
  Executor callbacks();
}
