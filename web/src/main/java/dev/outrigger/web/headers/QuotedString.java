package dev.outrigger.web.headers;

/** Text between quotes (RFC 9110 5.6.4), for values that are no tokens. */
final class QuotedString {
  private QuotedString() {}

  /** Whether the character may stand between quotes, escaped or not: anything but controls. */
  static boolean allows(char c) {
    return c == '\t' || (c >= ' ' && c != 0x7f);
  }

  /** Whether the text may stand between quotes. */
  static boolean allows(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!allows(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Appends the value: as it is if it is a token, else between quotes. */
  static void append(StringBuilder to, String value) {
    if (Tokens.isToken(value)) {
      to.append(value);
      return;
    }
    to.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\');
      }
      to.append(c);
    }
    to.append('"');
  }
}
