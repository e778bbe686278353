package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Upgrade;
import dev.outrigger.runtime.Scope;
import java.util.concurrent.CountDownLatch;

/**
 * The change from HTTP to another protocol, for which the task waits.
 *
 * <p>Threading: {@code await} by the task, {@code done} by the loop.
 */
public final class Switch {
  private final HttpResponse response;
  private final Upgrade upgrade;
  private final CountDownLatch done = new CountDownLatch(1);

  Switch(HttpResponse response, Upgrade upgrade) {
    this.response = response;
    this.upgrade = upgrade;
  }

  public HttpResponse response() {
    return response;
  }

  public Upgrade upgrade() {
    return upgrade;
  }

  public boolean isDone() {
    return done.getCount() == 0;
  }

  /** The protocol's handlers are in place. */
  public void done() {
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
