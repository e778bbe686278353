package dev.outrigger.pool.wording;

import java.time.Duration;
import java.util.Locale;

/** Amounts as a person writes them. */
public final class Amounts {
  private Amounts() {}

  /** Such as "40 ms" or "1.2 s". */
  public static String time(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** Such as "12 bytes" or "64.0 MiB". */
  public static String size(long bytes) {
    return bytes < 1 << 20
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }
}
