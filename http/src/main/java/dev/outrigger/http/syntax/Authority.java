package dev.outrigger.http.syntax;

/**
 * A host with or without a port, as a Host field or a target in absolute form has it.
 *
 * <p>Stricter than the grammar of URIs, which lets a name hold commas, semicolons, percent signs
 * and more: no such host exists, and two parsers might see two different ones in it.
 */
public final class Authority {
  private static final int MOST_PORT_DIGITS = 5;
  private static final int LARGEST_PORT = 65535;

  private Authority() {}

  /** Whether these characters are a host name or address, and a port if there is a colon. */
  public static boolean isValid(CharSequence text, int start, int end) {
    if (start == end) {
      return false;
    }
    int at = start;
    if (text.charAt(at) == '[') {
      at = literalEnd(text, at + 1, end);
      if (at < 0) {
        return false;
      }
    } else {
      while (at < end && isName(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        return false;
      }
    }
    return at == end || (text.charAt(at) == ':' && isPort(text, at + 1, end));
  }

  // An IPv6 address; one for a zone or of a future version is nothing that a client asks for.
  private static int literalEnd(CharSequence text, int start, int end) {
    boolean colons = false;
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      if (c == ']') {
        return colons ? at + 1 : -1;
      }
      colons |= c == ':';
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isPort(CharSequence text, int start, int end) {
    if (start == end || end - start > MOST_PORT_DIGITS) {
      return false;
    }
    int port = 0;
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + c - '0';
    }
    return port <= LARGEST_PORT;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == '~';
  }
}
