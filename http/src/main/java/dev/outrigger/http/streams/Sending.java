package dev.outrigger.http.streams;

import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Progress;

/**
 * How far an answer has come on its way to the client.
 *
 * <p>Threading: on the loop.
 */
public final class Sending {
  private final ServerLoop home;
  private final Progress progress;
  private boolean begun;
  private boolean isSent;
  private long sentAt;

  public Sending(ServerLoop home) {
    this.home = home;
    this.progress = new Progress(home.limits().writeTimeout());
  }

  /** Its header is on its way. */
  public void begin() {
    begun = true;
  }

  /** Whether it is: no other answer is possible then. */
  public boolean hasBegun() {
    return begun;
  }

  /** So many bytes wait for the client to take them. */
  public void waits(int bytes) {
    progress.waits(bytes, home.now());
  }

  /** It has taken so many of them. */
  public void gone(int bytes) {
    progress.gone(bytes);
  }

  /** Whether the client takes too little; asked now and then. */
  boolean isStalled(long now) {
    return progress.isTooSlow(now);
  }

  /** The last of it has gone. */
  public void end() {
    isSent = true;
    sentAt = home.now();
  }

  /** Whether it has. */
  public boolean isSent() {
    return isSent;
  }

  /** When that was, as of {@link System#nanoTime()}. */
  long sentAt() {
    return sentAt;
  }
}
