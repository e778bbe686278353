package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Upgrade;
import dev.outrigger.runtime.Scope;
import io.netty.channel.Channel;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The change from HTTP to another protocol, for which the task waits.
 *
 * <p>Threading: {@code await} by the task, the rest by the loop.
 */
public final class Switch {
  private final HttpResponse response;
  private final Upgrade upgrade;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;
  private boolean askedToLeave;

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

  /** Whether the task knows that the protocol has begun. */
  public boolean isDone() {
    return done.getCount() == 0;
  }

  /** The server drains; the peer is told once. */
  public void askToLeave() {
    if (!askedToLeave) {
      askedToLeave = true;
      upgrade.drain();
    }
  }

  /** Whether both sides have said goodbye, so that the end is no news. */
  public boolean isOver() {
    return upgrade.isOver();
  }

  /**
   * Puts the protocol's handlers in place, and behind them one for what they do not catch.
   *
   * @return whether they are; if not, the task has the failure, and the connection must be closed
   */
  public boolean begin(Channel channel, Consumer<Throwable> uncaught) {
    try {
      upgrade.begin(channel);
      channel.pipeline().addLast(new Uncaught(uncaught));
    } catch (Throwable e) {
      failure = e;
      done.countDown();
      return false;
    }
    return true;
  }

  /** The task may go on. */
  public void done() {
    done.countDown();
  }

  /** Waits for that; a client that leaves meanwhile cancels the scope. */
  void await() throws Exception {
    Scope.checkpoint();
    try {
      done.await();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
    Throwable broken = failure;
    if (broken != null) {
      throw new IllegalStateException(
          "the protocol " + upgrade.protocol() + " could not begin", broken);
    }
  }
}
