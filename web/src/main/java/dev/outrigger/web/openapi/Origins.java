package dev.outrigger.web.openapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where addresses of servers lead to. */
final class Origins {
  private Origins() {}

  /** The origin of an absolute address, as a policy names it; empty for what is relative. */
  static Optional<String> of(String url) {
    try {
      URI uri = new URI(url);
      return uri.getScheme() == null || uri.getRawAuthority() == null
          ? Optional.empty()
          : Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
    } catch (URISyntaxException e) {
      // With variables, as {region}.example.com: what they become is known to the page alone.
      return Optional.empty();
    }
  }
}
