package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;
import java.util.Optional;

/**
 * All that the scheduler does to the world: the seam at which tests put a fake clock and fake
 * workers. It is called under the scheduler's lock, so whatever takes time or runs foreign code
 * must be put off until the lock is free.
 */
public interface Surroundings {
  /** How refusals name the pool. */
  default String pool() {
    return "the pool";
  }

  /** Nanoseconds, monotonic. */
  long now();

  /** Starts the process of a new worker; what becomes of it is told by events. */
  Line spawn(Worker worker);

  /**
   * Reads an answer. One that takes no time is returned; for any other {@link Scheduler#decoded} is
   * called, may be long after.
   */
  Optional<Decoded> decode(Job job, Frame answer);

  /** Tells the owner that its task is over. */
  void ended(Job job, Ending ending);

  /** The submitter of this task need not wait for room any longer. */
  void admitted(Job job);

  /** Looks how much memory this process holds; {@link Scheduler#measured} is told. */
  void measure(Worker worker, long pid);

  /** Sees to it that nobody takes the pool's files for old. */
  default void keepFilesYoung() {}

  /** Looks whether this process stands still by a signal; {@link Scheduler#observed} is told. */
  void observe(Worker worker, long pid);

  /** A worker is gone; {@code expected}: it had been told to leave. */
  default void buried(Worker worker, String cause, boolean expected) {}

  /** One line for the log. */
  void log(System.Logger.Level level, String line);

  /** No task and no worker is left, and none will come. Called once. */
  void terminated();
}
