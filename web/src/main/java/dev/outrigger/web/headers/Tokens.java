package dev.outrigger.web.headers;

import java.util.Locale;

/** Words as RFC 9110 (5.6.2) has them: of ASCII, without delimiters. */
final class Tokens {
  private static final boolean[] IN_TOKEN = new boolean[128];

  static {
    for (char c = '!'; c < 127; c++) {
      IN_TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
  }

  private Tokens() {}

  static boolean isInToken(char c) {
    return c < IN_TOKEN.length && IN_TOKEN[c];
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isInToken(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  }

  static String lower(String token) {
    return token.toLowerCase(Locale.ROOT);
  }
}
