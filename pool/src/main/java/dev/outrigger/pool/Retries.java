package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.Set;

/**
 * Whether and when a failed task is run again by the pool itself. Its deadline is not extended, and
 * its owner hears of the last failure only, which tells how often it was tried.
 *
 * <p>A task that is run again may run twice, at least in part, unless its delivery was {@link
 * Delivery#NOT_STARTED}. What the pool does without being asked: a task whose worker was lost
 * before it began goes back to the queue, twice at most.
 *
 * @param times how often a task is run again at most; key {@code retry.times}, default 0
 * @param on after which failures; key {@code retry.on}, written as {@code not-started,worker-lost};
 *     default: those of {@link #lost} where only the number is given
 * @param pause before the first new try; each further one waits twice as long, less a random part
 *     of up to one half, so that tasks that failed together don't come back together; key {@code
 *     retry.pause}, default 100 ms
 * @param longestPause what the doubling ends at; key {@code retry.longest-pause}, default 10 s
 */
public record Retries(int times, Set<On> on, Duration pause, Duration longestPause) {
  /** Kinds of failure that a retry may be asked for. */
  public enum On {
    /** Nothing of the task ran. Always safe. */
    NOT_STARTED,
    /** Its worker was lost while it ran: crash, kill, exit. */
    WORKER_LOST,
    /** Its worker had not enough memory for it. The same input will most likely do it again. */
    OUT_OF_MEMORY,
    /** It had run to its end and the result did not arrive. */
    RESULT_LOST,
    /** It threw an exception. */
    THROWN
  }

  private static final Retries NONE = of(0, Set.of());

  /** Keeps its own copy of the set. */
  public Retries {
    Check.that(times >= 0 && times <= 1000, times, "times (retry.times)", "must be 0 to 1000");
    Check.notNegative(pause, "pause", "retry.pause");
    Check.that(
        Check.given(longestPause, "longestPause").compareTo(pause) >= 0,
        longestPause,
        "longestPause (retry.longest-pause)",
        "must be at least the pause of " + Amounts.exact(pause));
    on = Set.copyOf(Check.list(on, "on"));
  }

  /** Never. */
  public static Retries none() {
    return NONE;
  }

  /** So often, only where nothing of the task ran. */
  public static Retries safe(int times) {
    return of(times, Set.of(On.NOT_STARTED));
  }

  /**
   * So often, whenever the worker or the result was lost, but for want of memory: the task may run
   * twice.
   */
  public static Retries lost(int times) {
    return of(times, Set.of(On.NOT_STARTED, On.WORKER_LOST, On.RESULT_LOST));
  }

  /**
   * So often, after any failure that may go another way: not after a missed deadline, and not where
   * the two processes can't read each other's objects.
   */
  public static Retries always(int times) {
    return of(times, Set.of(On.values()));
  }

  private static Retries of(int times, Set<On> on) {
    return new Retries(times, on, Duration.ofMillis(100), Duration.ofSeconds(10));
  }

  /** The same, but run again so many times at most; 0 to 1000. */
  public Retries withTimes(int most) {
    return new Retries(most, on, pause, longestPause);
  }

  /** The same after these failures, which must be at least one kind. */
  public Retries after(Set<On> failures) {
    Check.that(
        !Check.given(failures, "on").isEmpty(),
        "none",
        "on (retry.on)",
        "must name at least one kind of failure");
    return new Retries(times, failures, pause, longestPause);
  }

  /** The same with these pauses. */
  public Retries withPause(Duration first, Duration longest) {
    return new Retries(times, on, first, longest);
  }
}
