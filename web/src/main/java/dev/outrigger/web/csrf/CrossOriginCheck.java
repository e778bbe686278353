package dev.outrigger.web.csrf;

import dev.outrigger.web.Request;
import dev.outrigger.web.headers.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a browser says that a page of another origin has caused a request. Browsers since 2023
 * say so in Sec-Fetch-Site, which no page can change; for older ones Origin is compared with Host.
 * Who sends neither is no browser, or asks for its own page; then there is nothing to protect. The
 * standard library of Go decides the same way.
 *
 * @param trusted origins that may, as browsers write them
 */
record CrossOriginCheck(Set<String> trusted) {

  /** Why the request is refused; empty if it is not. */
  Optional<String> refusal(Request request) {
    List<String> sites = request.headers().all("Sec-Fetch-Site");
    List<String> origins = request.headers().all("Origin");
    if (origins.size() == 1 && trusted.contains(origins.getFirst())) {
      return Optional.empty();
    }
    if (!sites.isEmpty()) {
      boolean ours = sites.stream().allMatch(s -> s.equals("same-origin") || s.equals("none"));
      return ours ? Optional.empty() : Optional.of("a page of another origin has caused it");
    }
    boolean ours = origins.stream().allMatch(origin -> isOurs(origin, request));
    return ours
        ? Optional.empty()
        : Optional.of("it comes from a page of " + String.join(", ", origins));
  }

  /** The scheme counts only where it is sure: a proxy that is not known of may have ended TLS. */
  private static boolean isOurs(String text, Request request) {
    Optional<Origin> origin = Origin.parse(text);
    if (origin.isEmpty() || (request.isSecure() && isPlain(origin.get()))) {
      return false;
    }
    String scheme = origin.get().scheme();
    return Origin.of(scheme, request.authority()).equals(origin);
  }

  private static boolean isPlain(Origin origin) {
    return origin.scheme().equals("http");
  }
}
