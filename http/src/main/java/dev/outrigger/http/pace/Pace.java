package dev.outrigger.http.pace;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How fast and how long the body of one request comes.
 *
 * <p>Not the mean since its beginning: a client that sends its first megabytes at once could then
 * be silent for hours. In each {@link Limits#bodyGrace()} there must be enough of it. Only time in
 * which the client could have sent is counted, so not while the handler does not read, and not
 * before a client that asked is told to go on.
 *
 * <p>Threading: on the loop. Times are those of the ticks of {@link
 * dev.outrigger.http.loop.ServerLoop}.
 */
public final class Pace {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Limits limits;
  private final long graceNanos;
  private final long longestNanos;
  private boolean awaited;
  private boolean ticked;
  private boolean interrupted;
  private long tickedAt;
  private long countedNanos;
  private long graceUsed;
  private long graceBytes;
  private long bytes;

  /**
   * A body of which nothing has come.
   *
   * @param awaited whether the client sends nothing before it is told to
   */
  public Pace(Limits limits, boolean awaited) {
    this.limits = limits;
    this.graceNanos = limits.bodyGrace().toNanos();
    this.longestNanos = limits.bodyTimeout().isZero() ? -1 : limits.bodyTimeout().toNanos();
    this.awaited = awaited;
  }

  /** The client is told to send. */
  public void goOn() {
    awaited = false;
    interrupted = true;
  }

  /** The server stopped or began to read since the last tick. */
  public void interrupted() {
    interrupted = true;
  }

  /** More has come; false if that is more than is let in. */
  public boolean received(int count) {
    awaited = false;
    bytes += count;
    graceBytes += count;
    return bytes <= limits.bodyCeiling();
  }

  /** Why the rest is not waited for, or null. */
  public @Nullable Refusal tick(long now, boolean reading) {
    boolean counts = ticked && reading && !awaited && !interrupted;
    long since = now - tickedAt;
    ticked = true;
    interrupted = false;
    tickedAt = now;
    if (!counts) {
      return null;
    }
    countedNanos += since;
    graceUsed += since;
    if (longestNanos >= 0 && countedNanos >= longestNanos) {
      return new Refusal(
          408, "the body took longer than the " + limits.bodyTimeout().toMillis() + " ms allowed");
    }
    if (graceUsed < graceNanos) {
      return null;
    }
    boolean slow = graceBytes < limits.bodyRate() * (graceUsed / NANOS);
    graceUsed = 0;
    graceBytes = 0;
    return slow
        ? new Refusal(
            408, "the body came slower than the " + limits.bodyRate() + " bytes a second asked for")
        : null;
  }
}
