package dev.outrigger.pool.schedule;

/**
 * The orders to a worker to give back all that it has not begun; it answers each of them.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Recalls {
  private boolean open;
  private int ordered;
  private int seen;

  void order() {
    open = true;
    ordered++;
  }

  void answered() {
    open = false;
  }

  /** Whether an answer is due. */
  boolean isOpen() {
    return open;
  }

  /** Whether the one that is open was open when this was asked before. */
  boolean isStillOpen() {
    boolean before = seen == ordered;
    seen = ordered;
    return open && before;
  }
}
