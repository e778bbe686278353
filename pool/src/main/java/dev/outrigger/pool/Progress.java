package dev.outrigger.pool;

import java.util.OptionalDouble;

/**
 * How far a task said that it has come.
 *
 * @param done how much is done, in whatever the task counts; 0 where it only tells in words
 * @param total how much there is to do; 0: not known
 * @param message what the task is doing, for people; empty where it only counts
 */
public record Progress(long done, long total, String message) {
  private static final int LONGEST = 1000;

  /** Refuses negative counts; cuts a message above 1,000 characters. */
  public Progress {
    check(done, total);
    message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
  }

  static void check(long done, long total) {
    var _ = Check.that(done >= 0, done, "done", "must not be negative");
    var _ = Check.that(total >= 0, total, "total", "must not be negative, 0 if it is not known");
  }

  /** From 0 to 1; empty while the total is not known. */
  public OptionalDouble fraction() {
    return total == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.min(1, done / (double) total));
  }
}
