package dev.outrigger.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A task that lives, as seen from outside: for tools that show what a program does.
 *
 * <p>Threading: from any thread. Each answer is of its own moment, and the task goes on meanwhile.
 */
public interface TaskView {
  /** The number of its thread, which no other has in this process. */
  long id();

  /** What it was called when it was started. */
  String name();

  /** The loop that it lives on. */
  Loop loop();

  /** The group that it belongs to; empty for one that nobody waits for. */
  Optional<TaskGroup> group();

  /**
   * What it does. Where the JDK's scheduler carries the tasks ({@link TaskBackend#PORTABLE}) one
   * that waits for its turn counts as running.
   */
  TaskState state();

  /** How long ago it was started. */
  Duration age();

  /**
   * How long ago its last step began, so for how long it has been running, or at least about how
   * long it has been waiting. Empty where the JDK's scheduler carries the tasks, which tells
   * nobody.
   */
  Optional<Duration> sinceLastStep();

  /** Its frames, the innermost first; of a task that runs, of some moment just now. */
  List<StackTraceElement> stack();
}
