package dev.outrigger.http.websocket;

import dev.outrigger.runtime.Scope;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How a task waits for what the loop does: it parks, and whoever changes something unparks it. No
 * lock, since a loop's own thread must never stand in a line behind a task.
 */
final class Waiting {
  private Waiting() {}

  static void until(BooleanSupplier ready, Object what) throws InterruptedException {
    while (!ready.getAsBoolean()) {
      if (Thread.interrupted()) {
        Scope.checkpoint();
        throw new InterruptedException("interrupted while it waited");
      }
      LockSupport.park(what);
    }
  }
}
