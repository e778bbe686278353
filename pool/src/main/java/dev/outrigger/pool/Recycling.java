package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When a worker that is well is replaced all the same, against what leaks in code that runs for
 * weeks. Its replacement is started first, and it leaves between two tasks, so no task notices.
 *
 * @param tasks after so many tasks; key {@code recycle.tasks}, default: never
 * @param jitter by which part of itself that number varies up and down from worker to worker, so
 *     that they don't all go at once; 0 to 1; key {@code recycle.jitter}, default 0.1
 * @param memory resident bytes of its process above which it is replaced between two tasks; key
 *     {@code recycle.memory}, default: no limit
 * @param memoryLimit resident bytes above which it is killed whatever it does; a task that it runs
 *     fails with {@link FailureCause.MemoryLimit}; key {@code recycle.memory-limit}, default: none
 * @param age after that time; key {@code recycle.age}, default: never
 */
public record Recycling(
    OptionalInt tasks,
    double jitter,
    OptionalLong memory,
    OptionalLong memoryLimit,
    Optional<Duration> age) {
  private static final Recycling NEVER =
      new Recycling(
          OptionalInt.empty(), 0.1, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  private static final long LEAST = 16L << 20;

  /** Refuses what would replace workers without end. */
  public Recycling {
    Check.given(tasks, "tasks")
        .ifPresent(number ->
            Check.that(number >= 1, number, "tasks (recycle.tasks)", "must be at least 1"));
    Check.that(jitter >= 0 && jitter <= 1, jitter, "jitter (recycle.jitter)", "must be 0 to 1");
    Check.given(memory, "memory")
        .ifPresent(bytes ->
            Check.that(
                bytes >= LEAST, bytes, "memory (recycle.memory)", "must be at least 16 MiB"));
    Check.given(memoryLimit, "memoryLimit")
        .ifPresent(bytes ->
            Check.that(
                bytes >= Math.max(LEAST, memory.orElse(0)),
                bytes,
                "memoryLimit (recycle.memory-limit)",
                "must be at least 16 MiB and recycle.memory"));
    Check.given(age, "age")
        .ifPresent(time ->
            Check.that(
                time.compareTo(Duration.ofSeconds(1)) >= 0,
                time,
                "age (recycle.age)",
                "must be at least 1 s"));
  }

  /** Workers stay until they die. */
  public static Recycling never() {
    return NEVER;
  }

  /** The same after so many tasks. */
  public Recycling afterTasks(int number) {
    return new Recycling(OptionalInt.of(number), jitter, memory, memoryLimit, age);
  }

  /** The same with this jitter. */
  public Recycling withJitter(double part) {
    return new Recycling(tasks, part, memory, memoryLimit, age);
  }

  /** The same above so many resident bytes. */
  public Recycling aboveMemory(long bytes) {
    return new Recycling(tasks, jitter, OptionalLong.of(bytes), memoryLimit, age);
  }

  /** The same, killing above so many resident bytes. */
  public Recycling withMemoryLimit(long bytes) {
    return new Recycling(tasks, jitter, memory, OptionalLong.of(bytes), age);
  }

  /** The same after this time. */
  public Recycling afterAge(Duration time) {
    return new Recycling(tasks, jitter, memory, memoryLimit, Check.some(time, "age"));
  }

  /** Whether a limit looks at the memory of the process. */
  public boolean watchesMemory() {
    return memory.isPresent() || memoryLimit.isPresent();
  }
}
