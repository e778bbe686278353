package dev.outrigger.http.exchange;

import dev.outrigger.http.Upgrade;

/**
 * A connection or stream that has left HTTP.
 *
 * <p>Threading: on the loop.
 */
public final class Switched {
  private final Upgrade upgrade;
  private boolean askedToLeave;

  public Switched(Upgrade upgrade) {
    this.upgrade = upgrade;
  }

  /** The server drains; the peer is told once. */
  public void askToLeave() {
    if (!askedToLeave) {
      askedToLeave = true;
      upgrade.drain();
    }
  }

  /** Whether its end is no news. */
  public boolean isOver() {
    return upgrade.isOver();
  }
}
