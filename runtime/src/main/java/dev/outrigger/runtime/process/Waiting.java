package dev.outrigger.runtime.process;

import dev.outrigger.runtime.Scope;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;

/** The wait inside of a stream, whose methods can't throw InterruptedException. */
@SuppressWarnings("WaitNotInLoop") // whoever calls it looks again
final class Waiting {
  private Waiting() {}

  /**
   * Waits for a change.
   *
   * @throws dev.outrigger.runtime.CancelledException if the scope around was cancelled
   * @throws InterruptedIOException if another interrupted the thread; it stays interrupted
   */
  static void on(Condition change, String name) throws InterruptedIOException {
    try {
      change.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Scope.checkpoint();
      InterruptedIOException told =
          new InterruptedIOException("interrupted while it waited for " + name);
      told.initCause(e);
      throw told;
    }
  }
}
