package dev.outrigger.http.websocket;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a WebSocket ends: each side says Close once, in whichever order, and then the server closes
 * the connection. What takes longer than the time-out from the first Close to the second is cut
 * off.
 *
 * <p>If the peer begins, it gets its answer when the handler knows of it (see {@link Link#heard}),
 * so that a handler can still answer what came before, and is never cancelled for a client that
 * left in good order.
 *
 * <p>Threading: on the loop, but for {@link #await}.
 */
// A write that fails makes the channel inactive, and that is where everyone looks.
@SuppressWarnings("FutureReturnValueIgnored")
final class Farewell {
  private final Link link;
  private final Duration timeout;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean said;
  private boolean sayingIsDone;
  private boolean heard;
  private boolean failed;
  private @Nullable ScheduledFuture<?> timer;

  Farewell(Link link, Duration timeout) {
    this.link = link;
    this.timeout = timeout;
  }

  /** Whether we have said Close; then nothing may follow. */
  boolean isSaid() {
    return said;
  }

  /** Whether nothing that comes matters any more. */
  boolean isDeaf() {
    return heard || failed;
  }

  /** Whether both sides have parted, and the handler knows. */
  boolean isOver() {
    return said && isDeaf() && link.isKnown();
  }

  /** Says Close, if it is not said yet. */
  void say(CloseStatus status) {
    if (said) {
      return;
    }
    said = true;
    CloseWebSocketFrame frame =
        CloseStatus.mayTravel(status.code())
            ? new CloseWebSocketFrame(status.code(), status.reason())
            : new CloseWebSocketFrame();
    link.channel()
        .writeAndFlush(frame)
        .addListener(done -> {
          sayingIsDone = true;
          settle();
        });
    startTimer();
  }

  /** The peer says Close. */
  void hear(CloseStatus status) {
    heard = true;
    link.in().end(End.byPeer(status));
    if (said) {
      settle();
      return;
    }
    startTimer();
    // Nobody receives here, so whoever sends next learns it.
    if (link.in().isUnused()) {
      link.heard(status);
    }
  }

  /** The peer broke the protocol. */
  void fail(CloseStatus status) {
    if (failed) {
      return;
    }
    failed = true;
    End end = End.violated(status);
    link.in().end(end);
    boolean _ = link.out().end(end);
    if (said) {
      settle();
    } else {
      say(status);
    }
  }

  /** The connection is gone. */
  void isGone() {
    stopTimer();
    over.countDown();
  }

  /** Ends the connection without another word. */
  void cut(String why) {
    link.lost(why);
    link.channel().close();
  }

  /** Waits until both sides have said Close, or the connection is gone. */
  void await() throws InterruptedException {
    // The loop's timer comes first, unless the loop is busy or gone.
    if (!over.await(2 * timeout.toMillis() + 1000, TimeUnit.MILLISECONDS)) {
      link.onLoop(() -> cut("it could not be closed in time"));
    }
  }

  private void settle() {
    if (sayingIsDone && isDeaf()) {
      if (heard && link.isKnown()) {
        stopTimer();
      }
      over.countDown();
    }
  }

  private void startTimer() {
    stopTimer();
    timer =
        link.channel()
            .eventLoop()
            .schedule(this::timeIsUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void timeIsUp() {
    if (isOver()) {
      return;
    }
    if (!heard) {
      cut("no answer to a close within " + timeout.toMillis() + " ms");
      return;
    }
    if (!said) {
      link.channel().writeAndFlush(new CloseWebSocketFrame());
    }
    // The handler has not taken notice, so it is cancelled with the connection.
    cut("its handler took no notice of a close for " + timeout.toMillis() + " ms");
  }
}
