package dev.outrigger.web.headers;

import java.util.Optional;

/**
 * Reads the value of a field from left to right. Lists are read element by element:
 *
 * <pre>{@code
 * while (cursor.nextElement()) {
 *   int start = cursor.position();
 *   if (!readOne(cursor) || !cursor.atElementEnd()) {
 *     cursor.skipElement(start);
 *   }
 * }
 * }</pre>
 */
final class Cursor {
  private final String text;
  private int at;

  /** A set of characters. */
  interface Kind {
    boolean has(char c);
  }

  Cursor(String text) {
    this.text = text;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The token that stands here; empty if there is none. */
  String token() {
    return takeWhile(Tokens::isInToken);
  }

  /** The characters of a kind that stand here. */
  String takeWhile(Kind kind) {
    int start = at;
    while (at < text.length() && kind.has(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  /** The token or the text between quotes that stands here, if either does. */
  Optional<String> tokenOrQuoted() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    String token = token();
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  private Optional<String> quoted() {
    int start = at + 1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return Optional.of(text.substring(start, i));
      }
      if (c == '\\') {
        return unescaped(start, i);
      }
      if (!QuotedString.allows(c)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<String> unescaped(int start, int firstEscape) {
    StringBuilder value = new StringBuilder().append(text, start, firstEscape);
    for (int i = firstEscape; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        at = i + 1;
        return Optional.of(value.toString());
      }
      if (c == '\\' && ++i < text.length()) {
        c = text.charAt(i);
      }
      if (!QuotedString.allows(c)) {
        return Optional.empty();
      }
      value.append(c);
    }
    return Optional.empty();
  }

  /** Goes to the next element of the list, over empty ones; false if there is none. */
  boolean nextElement() {
    while (at < text.length() && (text.charAt(at) == ',' || isBlank(text.charAt(at)))) {
      at++;
    }
    return !atEnd();
  }

  /** Passes blanks; then whether the element of the list is over. */
  boolean atElementEnd() {
    skipBlanks();
    return atEnd() || text.charAt(at) == ',';
  }

  /** Goes behind the element that starts there, whatever is in it; quotes hide commas. */
  void skipElement(int start) {
    boolean quoted = false;
    for (at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        at = Math.min(at + 1, text.length() - 1);
      } else if (!quoted && c == ',') {
        return;
      }
    }
  }
}
