package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A loop that has not come to its next step for a while, as it was found while it was so.
 *
 * @param loop the loop; nothing else on it runs meanwhile
 * @param task the task that has the turn; none if it is a step of the loop's own
 * @param soFar how long it had been so
 * @param stack of the task, or of the loop's thread, just then; the innermost frame first
 */
public record BlockedLoop(
    Loop loop, Optional<String> task, Duration soFar, List<StackTraceElement> stack) {
  private static final int SHOWN = 30;

  /** Keeps its own copy of the stack. */
  public BlockedLoop {
    stack = List.copyOf(stack);
  }

  @Override
  public String toString() {
    return loop
        + " has been blocked for "
        + Durations.text(soFar)
        + " by "
        + task.map(name -> "task " + name).orElse("a step of its own")
        + "; everything else on it waits. Take files and native calls through Blocking.call,"
        + " computing through Offload.call (request.offload in a web handler)"
        + stack.stream().limit(SHOWN).map(frame -> "\n\tat " + frame).collect(Collectors.joining());
  }
}
