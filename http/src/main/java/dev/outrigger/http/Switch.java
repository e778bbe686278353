package dev.outrigger.http;

import dev.outrigger.runtime.Scope;
import java.util.concurrent.CountDownLatch;

/**
 * The change from HTTP to another protocol, for which the task waits.
 *
 * <p>Threading: {@code await} by the task, {@code done} by the loop.
 */
final class Switch {
  private final HttpResponse response;
  private final Upgrade upgrade;
  private final CountDownLatch done = new CountDownLatch(1);

  Switch(HttpResponse response, Upgrade upgrade) {
    this.response = response;
    this.upgrade = upgrade;
  }

  HttpResponse response() {
    return response;
  }

  Upgrade upgrade() {
    return upgrade;
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** The protocol's handlers are in place. */
  void done() {
    done.countDown();
  }

  /** Waits for that; a client that leaves meanwhile cancels the scope. */
  void await() throws InterruptedException {
    Scope.checkpoint();
    try {
      done.await();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }
}
