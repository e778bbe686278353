package dev.outrigger.http.pace;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts what costs a client next to nothing and the server something, and nobody needs often:
 * resets, the errors by which a client has us reset its streams, and frames that carry no request.
 * Who does more of it than any honest client loses the connection (CVE-2023-44487, CVE-2025-8671,
 * CVE-2019-9512 to 9518).
 *
 * <p>Threading: on the loop.
 */
public final class Abuse {
  /** Streams that the client opens and resets, in half a minute. */
  static final int MOST_RESETS = 200;

  /** Streams that we have to reset, in half a minute. */
  static final int MOST_ERRORS = 200;

  /** Frames without a request or a part of one, such as SETTINGS and PING, in half a minute. */
  static final int MOST_IDLE_FRAMES = 2000;

  private final Window resets = new Window(MOST_RESETS, "too many streams were reset");
  private final Window errors = new Window(MOST_ERRORS, "too many streams had to be reset");
  private final Window idle = new Window(MOST_IDLE_FRAMES, "too many frames say nothing");
  private @Nullable String found;

  /** The client has reset a stream. */
  public void reset() {
    count(resets);
  }

  /** We have reset a stream for something that the client did. */
  public void error() {
    count(errors);
  }

  /** A frame has come that asks for nothing. */
  public void idleFrame() {
    count(idle);
  }

  /** What there was too much of, for which the connection ends; null if of nothing. */
  public @Nullable String found() {
    return found;
  }

  private void count(Window window) {
    if (window.isFull() && found == null) {
      found =
          "%s: more than %d in %d seconds"
              .formatted(window.reason, window.most, TimeUnit.NANOSECONDS.toSeconds(Window.NANOS));
    }
  }

  private static final class Window {
    static final long NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int most;
    private final String reason;
    private long since = System.nanoTime();
    private int count;

    Window(int most, String reason) {
      this.most = most;
      this.reason = reason;
    }

    boolean isFull() {
      if (++count <= most) {
        return false;
      }
      long now = System.nanoTime();
      if (now - since > NANOS) {
        since = now;
        count = 1;
        return false;
      }
      return true;
    }
  }
}
