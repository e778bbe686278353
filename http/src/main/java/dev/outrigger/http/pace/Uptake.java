package dev.outrigger.http.pace;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/**
 * Whether a client takes what it is sent. One that takes next to nothing would hold an answer, and
 * the task that writes it, for as long as it likes.
 *
 * <p>Times are those of {@link System#nanoTime()}. Threading: on the loop.
 */
public final class Uptake {
  /** A client that reads slower than this is as good as one that does not read. */
  public static final int LEAST_BYTES_PER_SECOND = 240;

  private final Channel channel;
  private final long periodNanos;
  private final long least;
  private long sent;
  // When the period began in which we look now, and what the client had taken by then.
  private long since = System.nanoTime();
  private long takenBefore;

  public Uptake(Channel channel, Duration period) {
    this.channel = channel;
    this.periodNanos = period.toNanos();
    this.least = Math.max(1, LEAST_BYTES_PER_SECOND * period.toMillis() / 1000);
  }

  /** So many bytes go on their way. */
  public void sends(int bytes) {
    sent += bytes;
  }

  /** Whether the client has had a whole period and took too little; asked now and then. */
  public boolean isTooSlow(long now) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    long waiting = buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    long taken = sent - waiting;
    if (waiting > 0 && now - since < periodNanos) {
      return false;
    }
    boolean slow = waiting > 0 && taken - takenBefore < least;
    since = now;
    takenBefore = taken;
    return slow;
  }
}
