package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Time;
import java.time.Duration;

/**
 * A periodic timer at a fixed rate. Its ticks lie on a grid that begins when it is made, so they
 * don't drift, however long the work between them takes; those that the work was too slow for are
 * counted and never made up for in a burst.
 *
 * <pre>{@code
 * Ticker ticker = Ticker.every(Duration.ofSeconds(1));
 * while (true) {
 *   long missed = ticker.next();
 *   report(missed);
 * }
 * }</pre>
 *
 * <p>Threading: belongs to one task at a time. It holds no thread and needs no close. Time is that
 * of the calling task, as {@link Time} tells it.
 */
public final class Ticker {
  private final long period;
  private final long start = Time.now();
  private long next = 1;

  private Ticker(long period) {
    this.period = period;
  }

  /**
   * A timer whose first tick comes one period from now.
   *
   * @throws IllegalArgumentException unless the period is at least a nanosecond and at most 292
   *     years
   */
  public static Ticker every(Duration period) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a ticker needs a period above zero, but got " + period);
    }
    try {
      return new Ticker(period.toNanos());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a ticker's period is at most 292 years, but was " + period);
    }
  }

  /**
   * Waits for the next tick; one that is due already is there at once. A wait that is cancelled
   * uses up no tick.
   *
   * @return how many ticks went by unseen between the last call and this one; 0 when in time
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   */
  public long next() throws InterruptedException {
    Time.sleep(Duration.ofNanos(Math.max(0, next * period - elapsed())));
    long latest = Math.max(next, elapsed() / period);
    long missed = latest - next;
    next = latest + 1;
    return missed;
  }

  private long elapsed() {
    return Time.now() - start;
  }
}
