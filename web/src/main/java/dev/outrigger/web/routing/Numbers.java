package dev.outrigger.web.routing;

/** What numbers and UUIDs look like in a path: as they are written, and no other way. */
final class Numbers {
  private Numbers() {}

  /** Whether it is a decimal number from {@code -most - 1} to {@code most}. */
  static boolean fits(String text, long most) {
    int length = text.length();
    boolean negative = length > 0 && text.charAt(0) == '-';
    int at = negative ? 1 : 0;
    if (at == length) {
      return false;
    }
    // Counted downwards, since there is one more negative number.
    long value = 0;
    long least = negative ? -most - 1 : -most;
    for (; at < length; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9 || value < (least + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    return true;
  }

  static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }
}
