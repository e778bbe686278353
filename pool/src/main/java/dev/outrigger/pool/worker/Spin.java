package dev.outrigger.pool.worker;

/**
 * Whether it pays to wait on the core for a few microseconds rather than asleep: it does while
 * tasks follow each other closely. After some vain attempts it is tried only now and then.
 *
 * <p>Threading: one thread at a time.
 */
final class Spin {
  static final long NANOS = 25_000;

  private static final int MOST_CREDIT = 4;
  private static final int RETRY = 8;

  private int credit;
  private int waits;

  boolean pays() {
    return credit > 0 || waits++ % RETRY == 0;
  }

  void ended(boolean success) {
    credit = success ? MOST_CREDIT : Math.max(0, credit - 1);
  }
}
