package dev.outrigger.web.headers;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a page comes from (RFC 6454), as the field Origin tells it.
 *
 * @param scheme in small letters
 * @param host in small letters; an IPv6 address in its brackets
 * @param port the scheme's own where none was written; -1 if the scheme has none of its own
 */
public record Origin(String scheme, String host, int port) {
  private static final int LONGEST_HOST = 255;

  /** Reads what browsers send; empty for all else, {@code null} and what has a path included. */
  public static Optional<Origin> parse(String text) {
    int colon = text.indexOf("://");
    if (colon < 1 || !Node.isScheme(text.substring(0, colon))) {
      return Optional.empty();
    }
    return of(text.substring(0, colon), text.substring(colon + 3));
  }

  /**
   * The origin of pages that are had under this scheme and this field Host; empty if it holds no
   * host.
   */
  public static Optional<Origin> of(String scheme, String authority) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon >= 0 && !authority.endsWith("]");
    String host = hasPort ? authority.substring(0, colon) : authority;
    int port = hasPort ? port(authority.substring(colon + 1)) : portOf(lower);
    if (!isHost(host) || (hasPort && port < 0)) {
      return Optional.empty();
    }
    return Optional.of(new Origin(lower, host.toLowerCase(Locale.ROOT), port));
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.endsWith("]") && Node.address(host).isPresent();
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (!Tokens.isLetter(c) && !Tokens.isDigit(c) && "-._".indexOf(c) < 0) {
        return false;
      }
    }
    return !host.isEmpty() && host.length() <= LONGEST_HOST;
  }

  private static int port(String digits) {
    if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(Origin::isDigit)) {
      return -1;
    }
    int port = Integer.parseInt(digits);
    return port <= 65_535 ? port : -1;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static int portOf(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      default -> -1;
    };
  }

  /** As browsers write it: without a port that is the scheme's own. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port == portOf(scheme) ? "" : ":" + port);
  }
}
