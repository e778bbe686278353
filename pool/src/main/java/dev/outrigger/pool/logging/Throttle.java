package dev.outrigger.pool.logging;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets a burst of lines pass, and then so many a second: a worker that prints or logs without end
 * must not fill its parent's log. Once the burst is used up there is silence for a second, not
 * every tenth line, so that what passes hangs together.
 *
 * <p>Threading: any.
 */
public final class Throttle {
  static final int BURST = 1000;
  static final int PER_SECOND = 100;

  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier clock;
  private double allowance = BURST;
  private long seen;
  private long suppressed;

  /** With a clock in nanoseconds. */
  public Throttle(LongSupplier clock) {
    this.clock = clock;
    this.seen = clock.getAsLong();
  }

  /** Whether a line may pass; {@code aside} gets a line of its own where silence begins or ends. */
  public boolean admits(Consumer<String> aside) {
    long dropped;
    synchronized (this) {
      refill();
      boolean silent = suppressed > 0;
      if (allowance < (silent ? PER_SECOND : 1)) {
        suppressed++;
        dropped = silent ? -1 : 0;
      } else {
        dropped = suppressed;
        suppressed = 0;
        allowance--;
        if (dropped == 0) {
          return true;
        }
      }
    }
    if (dropped == 0) {
      aside.accept("… too many lines at once: those that follow are suppressed for a while");
    }
    if (dropped > 0) {
      aside.accept(told(dropped));
    }
    return dropped > 0;
  }

  /** No line follows: tells what was suppressed at the end. */
  public void end(Consumer<String> aside) {
    long dropped;
    synchronized (this) {
      dropped = suppressed;
      suppressed = 0;
    }
    if (dropped > 0) {
      aside.accept(told(dropped));
    }
  }

  private static String told(long dropped) {
    return "… suppressed " + dropped + (dropped == 1 ? " line" : " lines");
  }

  private void refill() {
    long now = clock.getAsLong();
    allowance = Math.min(BURST, allowance + (now - seen) * (double) PER_SECOND / SECOND);
    seen = now;
  }
}
