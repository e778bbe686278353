package dev.outrigger.web.headers;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** How much something is liked (RFC 9110 12.4.2), in thousandths: 0 is not at all. */
final class Quality {
  static final int MOST = 1000;
  private static final int MALFORMED = -1;

  private Quality() {}

  /** What {@code ;q=0.5} at the cursor says, 1000 if nothing is there, less than 0 if malformed. */
  static int read(Cursor cursor) {
    cursor.skipBlanks();
    if (!cursor.take(';')) {
      return MOST;
    }
    cursor.skipBlanks();
    boolean named = cursor.take('q') || cursor.take('Q');
    return named && cursor.take('=') ? parse(cursor.token()) : MALFORMED;
  }

  /** The number in thousandths, less than 0 if malformed. Some old clients write {@code .2}. */
  static int parse(String text) {
    int at = text.startsWith("0") || text.startsWith("1") ? 1 : 0;
    int quality = text.startsWith("1") ? MOST : 0;
    if (at == text.length()) {
      return at == 0 ? MALFORMED : quality;
    }
    if (text.charAt(at++) != '.' || text.length() == 1) {
      return MALFORMED;
    }
    for (int unit = 100; at < text.length(); at++, unit /= 10) {
      if (!Tokens.isDigit(text.charAt(at))) {
        return MALFORMED;
      }
      quality += (text.charAt(at) - '0') * unit;
    }
    return quality <= MOST ? quality : MALFORMED;
  }

  /** The first of those offers that are liked most, if any is liked. */
  static <T> Optional<T> best(List<T> offers, ToIntFunction<T> quality) {
    Optional<T> best = Optional.empty();
    int most = 0;
    for (T offer : offers) {
      int liked = quality.applyAsInt(offer);
      if (liked > most) {
        most = liked;
        best = Optional.of(offer);
      }
    }
    return best;
  }
}
