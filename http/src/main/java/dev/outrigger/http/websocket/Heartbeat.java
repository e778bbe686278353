package dev.outrigger.http.websocket;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a silent peer is still there: after a while without a byte it is pinged, and if
 * nothing at all comes then, the connection is cut.
 *
 * <p>It is judged fairly: while this side does not read, no answer can be heard; and while a ping
 * stands behind messages that the peer is still taking, none can come.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Heartbeat {
  private final Link link;
  private final long interval;
  private final long patience;
  private long heardAt = System.nanoTime();
  private boolean waiting;
  // Since the ping that is waited for was sent, or since the wait began anew.
  private long waitingSince;
  private boolean excused;
  private boolean paused;
  private boolean pingIsOut;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * One that does not beat yet.
   *
   * @param interval zero for never
   */
  Heartbeat(Link link, Duration interval, Duration patience) {
    this.link = link;
    this.interval = interval.toNanos();
    this.patience = patience.toNanos();
  }

  void begin() {
    if (interval > 0) {
      schedule(interval);
    }
  }

  void end() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Something came. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** Something has gone out. */
  void progressed() {
    excused |= !pingIsOut;
  }

  /** The connection is not read from now on. */
  void pause() {
    paused = true;
  }

  /** … and now it is again. */
  void resume() {
    paused = false;
    excused = true;
  }

  private void beat() {
    if (link.farewell().isSaid() || !link.channel().isActive()) {
      return;
    }
    long now = System.nanoTime();
    if (waiting && heardAt - waitingSince < 0) {
      goOnWaiting(now);
      return;
    }
    waiting = false;
    long silence = now - heardAt;
    if (silence >= interval || paused) {
      ping(now);
    } else {
      schedule(interval - silence);
    }
  }

  private void goOnWaiting(long now) {
    if (paused && pingIsOut) {
      ping(now);
    } else if (paused || excused) {
      await(now);
    } else {
      link.farewell().cut("no answer to a ping within " + patience / 1_000_000 + " ms");
    }
  }

  private void ping(long now) {
    pingIsOut = false;
    link.channel()
        .writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER))
        .addListener(written -> {
          pingIsOut = true;
          // Its answer takes as long as it takes from here.
          excused |= System.nanoTime() - waitingSince > patience / 4;
        });
    await(now);
  }

  private void await(long now) {
    waiting = true;
    waitingSince = now;
    excused = false;
    schedule(patience);
  }

  private void schedule(long nanos) {
    timer = link.channel().eventLoop().schedule(this::beat, nanos, TimeUnit.NANOSECONDS);
  }
}
