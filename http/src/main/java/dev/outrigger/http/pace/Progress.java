package dev.outrigger.http.pace;

import java.time.Duration;

/**
 * Whether a client takes the body that one stream has for it. One that opens its window by next to
 * nothing would hold the answer, and the task that writes it, for as long as it likes.
 *
 * <p>Threading: on the loop. Times are those of {@link System#nanoTime()}.
 */
public final class Progress {
  private final long periodNanos;
  private final long least;
  private long waiting;
  private long taken;
  private long takenBefore;
  private long since;

  public Progress(Duration period) {
    this.periodNanos = period.toNanos();
    this.least = Math.max(1, Uptake.LEAST_BYTES_PER_SECOND * period.toMillis() / 1000);
  }

  /** So many bytes wait for the window. */
  public void waits(int bytes, long now) {
    if (waiting == 0) {
      since = now;
      takenBefore = taken;
    }
    waiting += bytes;
  }

  /** So many bytes have gone. */
  public void gone(int bytes) {
    waiting -= bytes;
    taken += bytes;
  }

  /** Whether the client has had a whole period and took too little; asked now and then. */
  public boolean isTooSlow(long now) {
    if (waiting <= 0 || now - since < periodNanos) {
      return false;
    }
    boolean slow = taken - takenBefore < least;
    since = now;
    takenBefore = taken;
    return slow;
  }
}
