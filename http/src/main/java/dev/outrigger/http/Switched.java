package dev.outrigger.http;

/**
 * A connection or stream that has left HTTP.
 *
 * <p>Threading: on the loop.
 */
final class Switched {
  private final Upgrade upgrade;
  private boolean askedToLeave;

  Switched(Upgrade upgrade) {
    this.upgrade = upgrade;
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
