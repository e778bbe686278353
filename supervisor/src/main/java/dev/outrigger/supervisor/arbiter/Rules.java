package dev.outrigger.supervisor.arbiter;

import java.time.Duration;

/**
 * What server processes may take their time for.
 *
 * @param slots how many of them serve; each slot has a listening socket of its own
 * @param mostSlots how many that may become, by command or signal
 * @param startTimeout from the start of a process until it has answered its probe, and from then on
 *     until it has taken its sockets
 * @param graceful how long running requests may go on once their process is to leave
 * @param silence how long a loop may give no sign of life
 * @param reloadStep how many slots are reloaded at a time; as many new processes there are beside
 *     the old ones
 * @param recycling when a process is replaced though nothing is wrong with it
 */
public record Rules(
    int slots,
    int mostSlots,
    Duration startTimeout,
    Duration graceful,
    Duration silence,
    int reloadStep,
    Recycling recycling) {

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException naming what can't be
   */
  public Rules {
    requireFrom("slots", slots, 0);
    requireFrom("the most slots", mostSlots, Math.max(1, slots));
    requireFrom("the slots reloaded at a time", reloadStep, 1);
    requirePositive("the time to start", startTimeout);
    requirePositive("the silence of a loop", silence);
    if (graceful.isNegative()) {
      throw new IllegalArgumentException("the time for running requests is " + graceful);
    }
  }

  /** So many slots, and times as most services have them. */
  public static Rules of(int slots) {
    return new Rules(
        slots,
        Math.max(64, slots),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Math.max(1, slots),
        Recycling.never());
  }

  private static void requireFrom(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(what + " must be longer than nothing, not " + value);
    }
  }

  /**
   * The same with other times.
   *
   * @param start for {@link #startTimeout}
   * @param grace for {@link #graceful}
   * @param quiet for {@link #silence}
   */
  public Rules timed(Duration start, Duration grace, Duration quiet) {
    return new Rules(slots, mostSlots, start, grace, quiet, reloadStep, recycling);
  }

  /** The same for so many slots. */
  public Rules withSlots(int count) {
    return new Rules(
        count, Math.max(mostSlots, count), startTimeout, graceful, silence, reloadStep, recycling);
  }

  /** The same for a number of slots reloaded at a time. */
  public Rules reloading(int step) {
    return new Rules(slots, mostSlots, startTimeout, graceful, silence, step, recycling);
  }

  /** The same with other recycling. */
  public Rules recycled(Recycling other) {
    return new Rules(slots, mostSlots, startTimeout, graceful, silence, reloadStep, other);
  }
}
