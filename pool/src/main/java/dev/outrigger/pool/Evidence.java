package dev.outrigger.pool;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failed task beside its cause.
 *
 * @param worker the worker that ran it, such as "worker 2"; empty if it never reached one
 * @param pid process id of that worker, as long as it is known
 * @param elapsed from submission to the end
 * @param stack where the task's thread was just before it was stopped
 * @param heapUsed bytes of the worker's heap that were in use at that moment
 * @param output the last lines that the worker wrote to its standard output and error
 * @param earlier how earlier tries of it ended where {@link Retries} had it run again, such as
 *     "worker 1: OS_KILL(9), STARTED"
 */
public record Evidence(
    Optional<String> worker,
    OptionalLong pid,
    Duration elapsed,
    Optional<String> stack,
    OptionalLong heapUsed,
    List<String> output,
    List<String> earlier)
    implements Serializable {
  /** Keeps its own copy of the lines. */
  public Evidence {
    output = List.copyOf(output);
    earlier = List.copyOf(earlier);
  }

  /** The same for a task that was tried once and not looked at while it ran. */
  public Evidence(
      Optional<String> worker,
      OptionalLong pid,
      Duration elapsed,
      Optional<String> stack,
      List<String> output) {
    this(worker, pid, elapsed, stack, OptionalLong.empty(), output, List.of());
  }

  private Object writeReplace() {
    return new Sent(
        worker.orElse(null),
        pid.isPresent() ? pid.getAsLong() : null,
        elapsed,
        stack.orElse(null),
        heapUsed.isPresent() ? heapUsed.getAsLong() : null,
        output,
        earlier);
  }

  /** The same in a form that the JDK can serialize, as Optional can't be. */
  private record Sent(
      @Nullable String worker,
      @Nullable Long pid,
      Duration elapsed,
      @Nullable String stack,
      @Nullable Long heapUsed,
      List<String> output,
      List<String> earlier)
      implements Serializable {
    private Object readResolve() {
      return new Evidence(
          Optional.ofNullable(worker),
          optional(pid),
          elapsed,
          Optional.ofNullable(stack),
          optional(heapUsed),
          output,
          earlier);
    }

    private static OptionalLong optional(@Nullable Long value) {
      return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }
}
