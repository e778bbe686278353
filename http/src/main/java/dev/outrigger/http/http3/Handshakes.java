package dev.outrigger.http.http3;

import java.time.Duration;

/**
 * How many clients of one loop have begun to shake hands and are not done: many at once may be one
 * that hides behind addresses of others.
 *
 * <p>Threading: one for each loop, used on it alone.
 */
final class Handshakes {
  /** More than so many have to show that they are where they say. */
  static final int TRUSTED = 64;

  private final long longestNanos;
  private int open;

  /** None yet; each may take so long. */
  Handshakes(Duration longest) {
    this.longestNanos = longest.toNanos();
  }

  long longestNanos() {
    return longestNanos;
  }

  void begun() {
    open++;
  }

  void ended() {
    open--;
  }

  boolean areMany() {
    return open >= TRUSTED;
  }
}
