package dev.outrigger.pool.schedule;

import java.time.Duration;

/**
 * Counts workers that died before they were ever ready. The first few are replaced at once; after
 * that the pool waits longer each time, up to a limit, until one gets ready.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class StartupTrouble {
  static final int TOLERATED = 3;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_DOUBLINGS = 10;

  private int inARow;
  private String reason = "";

  void ready() {
    inARow = 0;
  }

  void failed(String why) {
    inARow++;
    reason = why;
  }

  /** So many in a row that it is no accident. */
  boolean lasting() {
    return inARow >= TOLERATED;
  }

  String reason() {
    return reason;
  }

  /** How long to wait before the next try. */
  Duration pause() {
    if (!lasting()) {
      return Duration.ZERO;
    }
    int doublings = Math.min(inARow - TOLERATED, MAX_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
