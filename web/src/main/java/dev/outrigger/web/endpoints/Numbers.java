package dev.outrigger.web.endpoints;

import dev.outrigger.web.endpoints.Conversions.Parser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;

/**
 * Numbers as JSON has them: no blanks, no suffixes, nothing infinite, none too long to work with.
 */
final class Numbers {
  private static final int LONGEST = 1000;

  private Numbers() {}

  static Parser whole(Function<String, Object> parse) {
    return text -> parse.apply(plain(text, false));
  }

  static Parser finite(Function<String, Number> parse) {
    return text -> {
      Number number = parse.apply(plain(text, true));
      if (!Double.isFinite(number.doubleValue())) {
        throw new NumberFormatException();
      }
      return number;
    };
  }

  /**
   * An exponent may be small in writing and fill the memory when the number is added to another.
   */
  static BigDecimal decimal(String text) {
    BigDecimal number = new BigDecimal(plain(text, true));
    if (Math.abs((long) number.scale()) > LONGEST) {
      throw new NumberFormatException();
    }
    return number;
  }

  static BigInteger integer(String text) {
    return new BigInteger(plain(text, false));
  }

  private static String plain(String text, boolean fraction) {
    int length = text.length();
    if (length > LONGEST) {
      throw new NumberFormatException();
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= '0' && c <= '9')
              || c == '-'
              || (fraction && (c == '.' || c == 'e' || c == 'E' || c == '+'));
      if (!fits) {
        throw new NumberFormatException();
      }
    }
    return text;
  }
}
