package dev.outrigger.runtime.sync;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * One wait of one thread, which ends once: with a wake-up or because the thread gave up. The two
 * exclude each other, so what a wake-up hands over is never lost.
 *
 * <p>States: WAITING to WOKEN, or WAITING to GONE.
 */
final class Waiter {
  private enum State {
    WAITING,
    WOKEN,
    GONE
  }

  private final long number;
  private final Thread thread = Thread.currentThread();
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  Waiter(long number) {
    this.number = number;
  }

  /** Its place in the line. */
  long number() {
    return number;
  }

  /** From any thread; false: the wait is over already, and what was to be handed over stays. */
  boolean wake() {
    if (!state.compareAndSet(State.WAITING, State.WOKEN)) {
      return false;
    }
    LockSupport.unpark(thread);
    return true;
  }

  /**
   * By the thread that made it. If wake-up and interrupt come together the wake-up counts, and the
   * interrupt is left for the next wait.
   *
   * @param forWhat what thread dumps name
   * @throws InterruptedException if the thread gave up: nobody can wake it any more
   */
  void await(Object forWhat) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    while (state.get() == State.WAITING) {
      if (interrupted && state.compareAndSet(State.WAITING, State.GONE)) {
        throw new InterruptedException();
      }
      if (!interrupted) {
        LockSupport.park(forWhat);
        interrupted = Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
