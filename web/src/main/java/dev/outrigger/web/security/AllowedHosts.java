package dev.outrigger.web.security;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Answers for these hosts alone: {@code app.use(AllowedHosts.of("example.com", "*.example.com"))}.
 * Others get 421, a request without a host 400. It keeps made-up hosts from links in mails, and
 * pages that rebind their name to our address from reading. Ports do not count.
 *
 * @param hosts in small letters; {@code *.example.com} for all below one
 * @param exempt paths that are for any host, as that of a health check by address
 */
public record AllowedHosts(Set<String> hosts, Set<String> exempt) implements Middleware {

  /** Checks that each is a host. */
  public AllowedHosts {
    for (String host : hosts) {
      String name = host.startsWith("*.") ? host.substring(2) : host;
      if (Origin.of("https", name).filter(o -> o.host().equals(name)).isEmpty()) {
        throw new IllegalArgumentException(
            "\"" + host + "\" is no host: write example.com or *.example.com, without a port");
      }
    }
    hosts = Set.copyOf(hosts);
    exempt = Set.copyOf(exempt);
  }

  /** For these hosts. */
  public static AllowedHosts of(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(first);
    var lower = new HashSet<String>();
    all.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
    return new AllowedHosts(lower, Set.of());
  }

  /** But for any host at this very path. */
  public AllowedHosts except(String path) {
    var more = new HashSet<>(exempt);
    more.add(path);
    return new AllowedHosts(hosts, more);
  }

  @Override
  public Response around(Request request, Next next) {
    if (exempt.contains(request.path())) {
      return next.handle(request);
    }
    Optional<String> host = Origin.of("http", request.authority()).map(Origin::host);
    if (host.isEmpty()) {
      throw Problem.badRequest("The request names no host");
    }
    if (!isAllowed(host.get())) {
      throw Problem.of(
          421, "Misdirected Request", "The host \"" + host.get() + "\" is not served here");
    }
    return next.handle(request);
  }

  private boolean isAllowed(String host) {
    if (hosts.contains(host)) {
      return true;
    }
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      if (hosts.contains("*" + host.substring(dot))) {
        return true;
      }
    }
    return false;
  }
}
