package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long one worker may stay, by {@link Recycling}, and whether it is to go. Its number of tasks
 * is drawn when it starts.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Fitness {
  private final Recycling rules;
  private final long born;
  private final long tasksLeftAtBirth;
  private long tasksDone;
  private long memory;
  private long idleSince;
  private boolean leaves;

  Fitness(Recycling rules, RandomGenerator random, long now) {
    this.rules = rules;
    this.born = now;
    double part = 1 + rules.jitter() * (2 * random.nextDouble() - 1);
    this.tasksLeftAtBirth =
        rules.tasks().isPresent()
            ? Math.max(1, Math.round(rules.tasks().getAsInt() * part))
            : Long.MAX_VALUE;
  }

  void taskDone() {
    tasksDone++;
  }

  /** It goes as soon as it can be spared. */
  void shallLeave() {
    leaves = true;
  }

  boolean leaves() {
    return leaves;
  }

  void idlesSince(long now) {
    idleSince = now;
  }

  long idleSince() {
    return idleSince;
  }

  void holds(long residentBytes) {
    memory = residentBytes;
  }

  long memory() {
    return memory;
  }

  /** Tasks that it may still be given. */
  long tasksLeft(int given) {
    return Math.max(0, tasksLeftAtBirth - tasksDone - given);
  }

  /** Whether it is to be killed at once for its memory. */
  boolean overTheLimit() {
    return rules.memoryLimit().isPresent() && memory > rules.memoryLimit().getAsLong();
  }

  /** Why it should be replaced when it can be; empty: it stays. */
  Optional<String> tired(long now) {
    if (tasksDone >= tasksLeftAtBirth) {
      return Optional.of("it has run " + tasksDone + " tasks");
    }
    if (rules.memory().isPresent() && memory > rules.memory().getAsLong()) {
      return Optional.of("it holds " + Amounts.size(memory));
    }
    return rules
        .age()
        .map(Duration::toNanos)
        .filter(limit -> now - born >= limit)
        .map(_ -> "it is " + Amounts.time(Duration.ofNanos(now - born)) + " old");
  }
}
