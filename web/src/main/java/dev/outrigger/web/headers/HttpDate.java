package dev.outrigger.web.headers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Moments as fields write them (RFC 9110 5.6.7), by the second. */
public final class HttpDate {
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String[] LONG_DAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int DAY = 86_400;
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * DAY;
  private static final long LAST = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY - 1;

  private HttpDate() {}

  /**
   * The moment as {@code Sun, 06 Nov 1994 08:49:37 GMT}, without fractions of its second. A year of
   * more than four digits can't be written: what lies beyond becomes the nearest that can.
   */
  public static String format(Instant moment) {
    long seconds = Math.clamp(moment.getEpochSecond(), FIRST, LAST);
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
    int second = Math.floorMod(seconds, DAY);
    int day = (date.getDayOfWeek().getValue() - 1) * 3;
    int month = (date.getMonthValue() - 1) * 3;
    StringBuilder text = new StringBuilder(29).append(DAYS, day, day + 3).append(", ");
    twoDigits(text, date.getDayOfMonth()).append(' ').append(MONTHS, month, month + 3).append(' ');
    twoDigits(twoDigits(text, date.getYear() / 100), date.getYear() % 100).append(' ');
    twoDigits(text, second / 3600).append(':');
    twoDigits(text, second / 60 % 60).append(':');
    return twoDigits(text, second % 60).append(" GMT").toString();
  }

  private static StringBuilder twoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /**
   * Reads a moment in any of the three formats. Empty if it is in none: a field with such a date
   * counts as not sent.
   */
  public static Optional<Instant> parse(String text) {
    return parse(text, () -> Year.now(ZoneOffset.UTC).getValue());
  }

  static Optional<Instant> parse(String text, IntSupplier thisYear) {
    int length = text.length();
    if (length == 29 && at(text, 3, ", ") && isDay(text)) {
      return at(text, 7, " ") && at(text, 11, " ") && at(text, 16, " ") && at(text, 25, " GMT")
          ? moment(number(text, 12, 4), month(text, 8), number(text, 5, 2), time(text, 17))
          : Optional.empty();
    }
    if (length == 24 && at(text, 3, " ") && isDay(text)) {
      int day = text.charAt(8) == ' ' ? number(text, 9, 1) : number(text, 8, 2);
      return at(text, 7, " ") && at(text, 10, " ") && at(text, 19, " ")
          ? moment(number(text, 20, 4), month(text, 4), day, time(text, 11))
          : Optional.empty();
    }
    return obsolete(text, thisYear);
  }

  /** {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static Optional<Instant> obsolete(String text, IntSupplier thisYear) {
    int comma = text.length() - 24;
    if (comma < 6 || !isLongDay(text, comma) || !at(text, comma, ", ")) {
      return Optional.empty();
    }
    int date = comma + 2;
    int year = number(text, date + 7, 2);
    boolean formed =
        at(text, date + 2, "-")
            && at(text, date + 6, "-")
            && at(text, date + 9, " ")
            && at(text, date + 18, " GMT");
    return formed && year >= 0
        ? moment(
            century(year, thisYear.getAsInt()),
            month(text, date + 3),
            number(text, date, 2),
            time(text, date + 10))
        : Optional.empty();
  }

  /** The year with these last digits that is at most 50 years ahead, as the RFC wants it. */
  private static int century(int digits, int thisYear) {
    int year = thisYear - thisYear % 100 + digits;
    return year > thisYear + 50 ? year - 100 : year;
  }

  private static Optional<Instant> moment(int year, int month, int day, int second) {
    if (year < 0
        || month < 1
        || day < 1
        || day > Month.of(month).length(Year.isLeap(year))
        || second < 0) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochSecond(LocalDate.of(year, month, day).toEpochDay() * DAY + second));
  }

  /** The second of the day that {@code 08:49:37} stands for, or less than 0. */
  private static int time(String text, int from) {
    int hour = number(text, from, 2);
    int minute = number(text, from + 3, 2);
    int second = number(text, from + 6, 2);
    // The grammar has leap seconds; one is the first second of what follows.
    boolean formed = at(text, from + 2, ":") && at(text, from + 5, ":");
    return formed
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second <= 60
        ? hour * 3600 + minute * 60 + second
        : -1;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      if (!Tokens.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static int month(String text, int from) {
    return index(MONTHS, text, from) + 1;
  }

  private static boolean isDay(String text) {
    return index(DAYS, text, 0) >= 0;
  }

  private static boolean isLongDay(String text, int length) {
    for (String day : LONG_DAYS) {
      if (day.length() == length && text.startsWith(day)) {
        return true;
      }
    }
    return false;
  }

  private static int index(String names, String text, int from) {
    for (int i = 0; i < names.length(); i += 3) {
      if (text.regionMatches(from, names, i, 3)) {
        return i / 3;
      }
    }
    return -1;
  }

  private static boolean at(String text, int from, String wanted) {
    return text.startsWith(wanted, from);
  }
}
