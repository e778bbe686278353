package dev.outrigger.pool.wording;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as a person writes and reads them. */
public final class Amounts {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");

  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "us", Duration.ofNanos(1000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Amounts() {}

  /** Such as "40 ms" or "1.2 s". */
  public static String time(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** Such as "0 s", "40 ms" or "1500 ns": nothing that is not zero looks like it. */
  public static String exact(Duration duration) {
    if (duration.isZero()) {
      return "0 s";
    }
    return duration.abs().compareTo(Duration.ofMillis(1)) < 0
        ? duration.toNanos() + " ns"
        : time(duration);
  }

  /** Such as "12 bytes" or "64.0 MiB". */
  public static String size(long bytes) {
    return bytes < 1 << 20
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
  }

  /** Reads "512m", "64 KiB", "2gb" or plain bytes; all units are powers of 1024. */
  public static long parseSize(String text) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
    Long unit = parts.matches() ? BYTES.get(parts.group(2).replaceFirst("i?b$", "")) : null;
    if (unit == null) {
      throw new IllegalArgumentException("must be a size such as 64k, 512m or 2g");
    }
    try {
      return Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("must be a size that a machine can have", e);
    }
  }

  /** Reads "500ms", "2 s", "5m", "1h", or what {@link Duration#parse} takes. */
  public static Duration parseTime(String text) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
    Duration unit = parts.matches() ? TIMES.get(parts.group(2)) : null;
    try {
      return unit == null
          ? Duration.parse(text.strip())
          : unit.multipliedBy(Long.parseLong(parts.group(1)));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException("must be a time such as 500ms, 2s, 5m or 1h", e);
    }
  }
}
