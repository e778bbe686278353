package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * What the watchdog knows of one loop. It leaves a beat in the loop's queue, and as long as that
 * has not been answered and no step of a task has begun, one and the same step is taking all the
 * time.
 *
 * <p>An idle loop is left to sleep: a beat is sent at once only if tasks have had steps since the
 * last look, otherwise now and then, for the steps that are not of tasks.
 *
 * <p>Threading: on the watchdog's thread; only the beat's answer comes from the loop.
 */
final class LoopWatch {
  private static final int QUIET_LOOKS = 20;
  private static final int FRAMES_OF_A_WAIT = 3;
  private static final List<String> WAITS = List.of("epollWait", "ioUringEnter", "doSelect");

  private final Loop loop;
  private final long limit;
  private volatile boolean beatIsOut;
  private long steps = -1;
  private long stuckSince;
  private int quiet;
  private long toldAt;

  LoopWatch(Loop loop, Duration limit) {
    this.loop = loop;
    this.limit = Durations.nanos(limit);
  }

  /** What there is to tell of. */
  sealed interface Finding {
    /** It is blocked; told when it is found, and again each time it has lasted twice as long. */
    record Blocked(BlockedLoop loop, boolean first) implements Finding {}

    /** It goes on again, after so long. */
    record Over(Loop loop, Duration lasted) implements Finding {}
  }

  /** Looks after the loop; {@code now} in nanoseconds. */
  Optional<Finding> look(long now) {
    if (beatIsOut && loop.steps() == steps) {
      return stillStuck(now);
    }
    Optional<Finding> over = over(now);
    boolean active = loop.steps() != steps;
    steps = loop.steps();
    stuckSince = now;
    if (!beatIsOut && (active || ++quiet >= QUIET_LOOKS)) {
      quiet = 0;
      send();
    }
    return over;
  }

  /** The watchdog itself was held up, by a pause of the whole process: what it measured is void. */
  void startAnew(long now) {
    if (toldAt == 0) {
      stuckSince = now;
    }
  }

  private void send() {
    beatIsOut = true;
    try {
      loop.execute(() -> beatIsOut = false);
    } catch (RejectedExecutionException closed) {
      beatIsOut = false;
    }
  }

  private Optional<Finding> stillStuck(long now) {
    long stuck = now - stuckSince;
    if (stuck < limit || (toldAt > 0 && stuck < 2 * toldAt)) {
      return Optional.empty();
    }
    Optional<TaskView> task = loop.running();
    List<StackTraceElement> stack = task.map(TaskView::stack).orElseGet(loop::stack);
    if (isAsleep(stack)) {
      // It has been woken and the machine has not come to it: that is not the program's doing.
      return Optional.empty();
    }
    boolean first = toldAt == 0;
    toldAt = stuck;
    return Optional.of(
        new Finding.Blocked(
            new BlockedLoop(loop, task.map(TaskView::name), Duration.ofNanos(stuck), stack),
            first));
  }

  /** Whether the loop's thread waits for events, as one does that has nothing to do. */
  private static boolean isAsleep(List<StackTraceElement> stack) {
    return stack.isEmpty()
        || stack.stream()
            .limit(FRAMES_OF_A_WAIT)
            .anyMatch(frame -> WAITS.stream().anyMatch(frame.getMethodName()::contains));
  }

  private Optional<Finding> over(long now) {
    if (toldAt == 0) {
      return Optional.empty();
    }
    toldAt = 0;
    return Optional.of(new Finding.Over(loop, Duration.ofNanos(now - stuckSince)));
  }
}
