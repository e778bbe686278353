package dev.outrigger.http.websocket;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a web page comes from.
 *
 * @param scheme in lower case
 * @param authority host and port in lower case; without the port if it is the scheme's own
 */
record Origin(String scheme, String authority) {
  /** Empty if it is none, such as {@code null}. */
  static Optional<Origin> parse(String text) {
    int colon = text.indexOf("://");
    String authority = colon < 1 ? "" : text.substring(colon + 3);
    if (authority.isEmpty()
        || authority.chars().anyMatch(c -> c <= ' ' || "/?#@".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    return Optional.of(new Origin(scheme, withoutOwnPort(scheme, authority)));
  }

  /** Whether its pages come from this host, as the field Host names it. */
  boolean isOf(String host) {
    return authority.equals(withoutOwnPort(scheme, host));
  }

  private static String withoutOwnPort(String scheme, String authority) {
    String own = scheme.equals("https") ? ":443" : scheme.equals("http") ? ":80" : "";
    String lower = authority.toLowerCase(Locale.ROOT);
    return !own.isEmpty() && lower.endsWith(own)
        ? lower.substring(0, lower.length() - own.length())
        : lower;
  }
}
