package dev.outrigger.http;

import io.netty.channel.socket.DuplexChannel;

/**
 * A connection that has left HTTP.
 *
 * <p>Threading: on the loop.
 */
final class Switched {
  private final Upgrade upgrade;
  private boolean askedToLeave;

  Switched(Upgrade upgrade) {
    this.upgrade = upgrade;
  }

  /** Accepts, and lets the new protocol in. */
  static Switched begin(
      Switch change, DuplexChannel channel, RequestDecoder decoder, Outbound out) {
    out.switchTo(change);
    change.upgrade().begin(channel);
    // What it holds already goes to the new protocol.
    channel.pipeline().remove(decoder);
    change.done();
    return new Switched(change.upgrade());
  }

  /** The server drains; the peer is told once. */
  void askToLeave() {
    if (!askedToLeave) {
      askedToLeave = true;
      upgrade.drain();
    }
  }

  /** Whether its end is no news. */
  boolean isOver() {
    return upgrade.isOver();
  }
}
