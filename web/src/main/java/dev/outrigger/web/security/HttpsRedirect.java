package dev.outrigger.web.security;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Origin;
import java.util.HashSet;
import java.util.Set;

/**
 * Sends who comes without TLS to the same address with it, by 308: {@code
 * app.use(HttpsRedirect.standard().except("/healthz"))}. Behind a proxy that ends TLS it redirects
 * without end, unless {@link dev.outrigger.web.App#trustProxies} names that.
 *
 * @param port where TLS is
 * @param exempt paths that are served without
 */
public record HttpsRedirect(int port, Set<String> exempt) implements Middleware {

  /** Checks the port. */
  public HttpsRedirect {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("TLS can't be on the port " + port);
    }
    exempt = Set.copyOf(exempt);
  }

  /** To the port 443. */
  public static HttpsRedirect standard() {
    return new HttpsRedirect(443, Set.of());
  }

  /** To another port. */
  public HttpsRedirect to(int tlsPort) {
    return new HttpsRedirect(tlsPort, exempt);
  }

  /** But not for this very path, as that of a health check. */
  public HttpsRedirect except(String path) {
    var more = new HashSet<>(exempt);
    more.add(path);
    return new HttpsRedirect(port, more);
  }

  @Override
  public Response around(Request request, Next next) {
    if (request.isSecure() || exempt.contains(request.path())) {
      return next.handle(request);
    }
    String host =
        Origin.of("http", request.authority())
            .map(Origin::host)
            .orElseThrow(() -> Problem.badRequest("This server is for https, and no host is said"));
    String path = request.path().startsWith("/") ? request.path() : "/";
    String query = request.http().query();
    // As it came: browsers ask for more than a URI allows, such as /a|b.
    String location = new Origin("https", host, port) + path + (query.isEmpty() ? "" : "?" + query);
    return Response.of(HttpResponse.of(308).header("Location", location));
  }
}
