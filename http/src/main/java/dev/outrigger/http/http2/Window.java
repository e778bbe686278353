package dev.outrigger.http.http2;

import dev.outrigger.http.loop.Headroom;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * How much a client may send ahead on all streams of its connection. Bodies that no handler reads
 * fill it, and would hold up all others; so it is doubled then, and made small again when they have
 * been read. What all connections of a loop have beyond {@link #LEAST} is bounded by its {@link
 * Headroom}; when that is used up, bodies wait for each other.
 *
 * <p>Threading: on the loop.
 */
final class Window {
  static final int LEAST = 1024 * 1024;

  // Enough for a hundred streams.
  private static final int MOST = 32 * LEAST;
  private static final int SHORT = Codec.STREAM_WINDOW / 2;

  private final Http2LocalFlowController flow;
  private final Http2Stream whole;
  private final Headroom headroom;
  private long lent;
  private boolean closed;

  Window(Http2Connection connection, Headroom headroom) {
    this.flow = connection.local().flowController();
    this.whole = connection.connectionStream();
    this.headroom = headroom;
  }

  /** Tells the client of it, at the beginning. */
  void open() throws Http2Exception {
    resize(LEAST);
  }

  /** Whether a client may send much more; if not, that is up to us. */
  boolean hasRoom() {
    return mayStillCome() >= SHORT;
  }

  /**
   * Something has come.
   *
   * @return whether the client is to be told at once that it may send more
   */
  boolean taken() throws Http2Exception {
    int twice = 2 * flow.initialWindowSize(whole);
    if (hasRoom() || twice > MOST || unread() < twice / 4 || !borrow(twice - LEAST)) {
      return false;
    }
    resize(twice);
    return true;
  }

  /** Something has been read. */
  void read() throws Http2Exception {
    if (lent == 0) {
      return;
    }
    if (flow.initialWindowSize(whole) > LEAST && unread() <= LEAST / 4) {
      // Says nothing to the client: what it may send still shrinks as it sends.
      resize(LEAST);
    }
    long held = Math.max(flow.initialWindowSize(whole), (long) mayStillCome() + unread());
    giveBack(lent - Math.min(lent, held - LEAST));
  }

  /** The connection has ended. */
  void close() {
    closed = true;
    giveBack(lent);
  }

  private boolean borrow(long needed) {
    if (closed || (needed > lent && !headroom.take(needed - lent))) {
      return false;
    }
    lent = Math.max(lent, needed);
    return true;
  }

  private void giveBack(long bytes) {
    lent -= bytes;
    headroom.giveBack(bytes);
  }

  private int mayStillCome() {
    return flow.windowSize(whole);
  }

  private int unread() {
    return flow.unconsumedBytes(whole);
  }

  private void resize(int bytes) throws Http2Exception {
    flow.incrementWindowSize(whole, bytes - flow.initialWindowSize(whole));
  }
}
