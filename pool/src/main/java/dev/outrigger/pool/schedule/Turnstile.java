package dev.outrigger.pool.schedule;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Holds up the submitter of one task until there is room for it.
 *
 * <p>Threading: shut under the scheduler's lock, before the submitter asks; opened by any thread.
 */
final class Turnstile {
  private volatile @Nullable CountDownLatch latch;

  void shut() {
    latch = new CountDownLatch(1);
  }

  void open() {
    CountDownLatch current = latch;
    if (current != null) {
      current.countDown();
    }
  }

  /** Waits for it; false: the thread was interrupted, and still is. */
  boolean pass() {
    try {
      CountDownLatch current = latch;
      if (current != null) {
        current.await();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
