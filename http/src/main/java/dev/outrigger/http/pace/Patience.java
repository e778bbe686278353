package dev.outrigger.http.pace;

import dev.outrigger.http.Limits;

/**
 * How long a connection on which no request runs is waited for. Times are those of {@link
 * System#nanoTime()}, give or take a tick of {@link dev.outrigger.http.loop.ServerLoop}.
 */
public final class Patience {
  /** What a new connection may take for its first request when the server drains. */
  private static final long FIRST_REQUEST_NANOS = 1_000_000_000;

  /** How long a connection must have been idle to be closed where another server follows. */
  private static final long NEXT_REQUEST_NANOS = 3_000_000_000L;

  private final long headerNanos;
  private final long idleNanos;
  // When the connection came to wait for what it waits for now.
  private long since;
  private boolean used;
  private boolean inHead;

  /** What to do with a connection that waits. */
  public enum Verdict {
    WAIT,
    CLOSE,
    REFUSE
  }

  /**
   * For a new connection.
   *
   * @param since when it came
   */
  public Patience(Limits limits, long since) {
    this.since = since;
    this.headerNanos = limits.headerTimeout().toNanos();
    this.idleNanos = limits.idleTimeout().toNanos();
  }

  /**
   * A part of a header has come. Later parts buy no time, nor does the first part of the first: a
   * client that connects is waited for once.
   */
  public void headBegan(long now) {
    if (!inHead) {
      inHead = true;
      since = used ? now : since;
    }
  }

  /** A header is complete. */
  public void headEnded() {
    inHead = false;
    used = true;
  }

  /** A request was answered. */
  public void restart(long now) {
    since = now;
  }

  /**
   * Whether the time is up.
   *
   * @param sent when the last long answer had gone
   */
  public Verdict verdict(long now, long sent) {
    long waited = Math.min(now - since, now - sent);
    if (inHead) {
      return waited < headerNanos ? Verdict.WAIT : Verdict.REFUSE;
    }
    return waited < (used ? idleNanos : headerNanos) ? Verdict.WAIT : Verdict.CLOSE;
  }

  /**
   * Whether nothing is lost if the connection is closed. While its client asks again and again a
   * request may be on its way at any moment, and the close would cross it; the next answer tells
   * the client to come again, which is the better way to part.
   *
   * @param followed whether another server is there for the client; without one it gains nothing by
   *     a little more time
   */
  public boolean isIdle(long now, boolean followed) {
    long least = used ? 0 : FIRST_REQUEST_NANOS;
    return !inHead && now - since >= (followed ? NEXT_REQUEST_NANOS : least);
  }
}
