package dev.outrigger.pool.mapping;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Progress as lines of the log, for where nobody looks at a terminal: one now and then. */
final class ProgressLines implements Progress {
  static final Duration EVERY = Duration.ofSeconds(10);

  private final Logger logger;
  private final String title;
  private final long total;
  private final LongSupplier clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long done;
  private long next;

  /** A total below zero is not known. */
  ProgressLines(Logger logger, String title, long total, LongSupplier clock) {
    this.logger = logger;
    this.title = title;
    this.total = total;
    this.clock = clock;
    this.next = clock.getAsLong() + EVERY.toNanos();
  }

  @Override
  public void advance(int items) {
    done += items;
    long now = clock.getAsLong();
    if (now - next >= 0) {
      next = now + EVERY.toNanos();
      logger.log(Level.INFO, title + ": " + state());
    }
  }

  private String state() {
    return total < 0
        ? "%,d done".formatted(done)
        : "%,d of %,d done (%d %%)".formatted(done, total, total == 0 ? 100 : 100 * done / total);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      logger.log(Level.INFO, title + ": ended, " + state());
    }
  }
}
