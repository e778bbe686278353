package dev.outrigger.http;

import java.util.concurrent.TimeUnit;

/**
 * How many connections are in, and whether more are let in. A connection counts until its last
 * handler has ended, so that "nobody is in" means that nothing of the server runs any more.
 *
 * <p>Threading: every method from any thread; guarded by this. Entered and left once for each
 * connection, not for each request.
 */
final class Admission {
  private final int limit;
  private int inside;
  private volatile boolean draining;

  Admission(int limit) {
    this.limit = limit;
  }

  synchronized boolean tryEnter() {
    if (inside >= limit) {
      return false;
    }
    inside++;
    return true;
  }

  synchronized void leave() {
    inside--;
    if (inside == 0) {
      notifyAll();
    }
  }

  synchronized int inside() {
    return inside;
  }

  /** Whether the server is on its way out. */
  boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /** Waits until nobody is in, but not past the given time of {@link System#nanoTime()}. */
  synchronized boolean awaitEmpty(long deadline) throws InterruptedException {
    while (inside > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
