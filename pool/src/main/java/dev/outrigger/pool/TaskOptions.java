package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How one task is to be run, where it differs from the pool's own settings.
 *
 * @param name for logs and errors; empty: derived from the function, such as "Fibonacci.fib"
 * @param deadline from submission, covers waiting and running; empty: the pool's
 * @param grace how long a task that is told to stop may take before it is killed; empty: the pool's
 */
public record TaskOptions(
    Optional<String> name, Optional<Duration> deadline, Optional<Duration> grace) {
  private static final TaskOptions DEFAULTS =
      new TaskOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /** Refuses negative times and a deadline of zero. */
  public TaskOptions {
    deadline.ifPresent(limit -> {
      if (!limit.isPositive()) {
        throw new IllegalArgumentException("deadline must be above zero, not " + limit);
      }
    });
    grace.ifPresent(limit -> {
      if (limit.isNegative()) {
        throw new IllegalArgumentException("grace must not be negative, but is " + limit);
      }
    });
  }

  /** Everything as the pool has it. */
  public static TaskOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this name. */
  public TaskOptions named(String taskName) {
    return new TaskOptions(Optional.of(taskName), deadline, grace);
  }

  /** The same with this deadline, counted from submission. */
  public TaskOptions within(Duration limit) {
    return new TaskOptions(name, Optional.of(limit), grace);
  }

  /** The same with this grace. */
  public TaskOptions withGrace(Duration limit) {
    return new TaskOptions(name, deadline, Optional.of(limit));
  }
}
