package dev.outrigger.pool.schedule;

import java.util.concurrent.CountDownLatch;

/**
 * Holds up the submitter of one task until there is room for it.
 *
 * <p>Threading: any.
 */
public final class Turnstile {
  /** Holds up nobody. */
  static final Turnstile OPEN = new Turnstile(0);

  private final CountDownLatch latch;

  private Turnstile(int count) {
    latch = new CountDownLatch(count);
  }

  static Turnstile shut() {
    return new Turnstile(1);
  }

  /** Its submitter may go on. */
  public void open() {
    latch.countDown();
  }

  /** Waits until then; false: the thread was interrupted, and still is. */
  public boolean pass() {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
