package dev.outrigger.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about a failed task beside its cause.
 *
 * @param worker the worker that ran it, such as "worker 2"; empty if it never reached one
 * @param pid process id of that worker, as long as it is known
 * @param elapsed from submission to the end
 * @param stack where the task's thread was just before it was stopped
 * @param output the last lines that the worker wrote to its standard output and error
 */
public record Evidence(
    Optional<String> worker,
    OptionalLong pid,
    Duration elapsed,
    Optional<String> stack,
    List<String> output) {
  /** Keeps its own copy of the lines. */
  public Evidence {
    output = List.copyOf(output);
  }
}
