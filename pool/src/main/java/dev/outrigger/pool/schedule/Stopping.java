package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Sight;
import dev.outrigger.pool.wording.Silence;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was ordered about the end of a task, what is due next for that, and what it was seen to do.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Stopping {
  private @Nullable Alarm deadline;
  private Runnable atDeadline = () -> {};
  private @Nullable Alarm step;
  private boolean expired;
  private Optional<String> cancelled = Optional.empty();
  private Optional<String> stack = Optional.empty();
  private OptionalLong heapUsed = OptionalLong.empty();

  /** Whether it was told to stop; the first reason stays. */
  boolean isOrdered() {
    return expired || cancelled.isPresent();
  }

  void expire() {
    expired = true;
  }

  boolean expired() {
    return expired;
  }

  void cancel(String reason) {
    cancelled = Optional.of(reason);
  }

  Optional<String> cancelled() {
    return cancelled;
  }

  /** Does this at its deadline, once that is known. */
  void atDeadline(Timers timers, Runnable action) {
    deadline = new Alarm(timers);
    atDeadline = action;
  }

  /** Its deadline is now this; {@code Long.MAX_VALUE}: none. */
  void deadlineIs(long time) {
    if (deadline == null) {
      return;
    }
    if (time == Long.MAX_VALUE) {
      deadline.clear();
    } else {
      deadline.set(time, atDeadline);
    }
  }

  /** The step that is due if it does not stop. */
  Alarm step(Timers timers) {
    if (step == null) {
      step = new Alarm(timers);
    }
    return step;
  }

  void end() {
    clear(deadline);
    clear(step);
  }

  private static void clear(@Nullable Alarm alarm) {
    if (alarm != null) {
      alarm.clear();
    }
  }

  /** How things stood with it. */
  void seen(Sight sight) {
    stack = Optional.of(sight.stack());
    heapUsed = OptionalLong.of(sight.heapUsed());
  }

  /** Nothing was seen of it, though it was asked more than once. */
  void unseen() {
    stack = stack.or(() -> Optional.of(Silence.STACK));
  }

  Optional<String> stack() {
    return stack;
  }

  OptionalLong heapUsed() {
    return heapUsed;
  }
}
