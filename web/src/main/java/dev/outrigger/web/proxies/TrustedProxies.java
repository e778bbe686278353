package dev.outrigger.web.proxies;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.web.Attribute;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Forwarded;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Believes what proxies in these networks tell of the client, its scheme and the host that it asked
 * for. What must know of TLS (redirections to it, secure cookies, HSTS) asks the methods here, so
 * this stands outside of it:
 *
 * <pre>{@code
 * app.use(TrustedProxies.in(Networks.of("10.0.0.0/8"), Forwarded.Fields.X_FORWARDED));
 * }</pre>
 *
 * <p>Without it, or from elsewhere, such fields are not looked at: anyone can send them. Who
 * connects over a Unix socket counts as {@code 127.0.0.1}.
 *
 * @param networks where the proxies are
 * @param fields those that they write
 */
public record TrustedProxies(Networks networks, Forwarded.Fields fields) implements Middleware {
  private static final Attribute<Forwarded> TOLD = Attribute.named("forwarded");

  /** Checks that nothing is missing. */
  public TrustedProxies {
    Objects.requireNonNull(networks, "networks");
    Objects.requireNonNull(fields, "fields");
  }

  /** Believes proxies in these networks, which write these fields. */
  public static TrustedProxies in(Networks networks, Forwarded.Fields fields) {
    return new TrustedProxies(networks, fields);
  }

  @Override
  public Response around(Request request, Next next) {
    request.attach(TOLD, Forwarded.read(fields, request.headers(), peer(request), networks));
    return next.handle(request);
  }

  /** Where the client is, as far as is known. */
  public static InetAddress client(Request request) {
    return request.attribute(TOLD).map(Forwarded::client).orElseGet(() -> peer(request));
  }

  /** {@code https} or {@code http}, as the client came. */
  public static String scheme(Request request) {
    return request
        .attribute(TOLD)
        .flatMap(Forwarded::scheme)
        .orElseGet(() -> request.http().scheme());
  }

  /** Whether the client came over TLS. */
  public static boolean isSecure(Request request) {
    String scheme = scheme(request);
    return scheme.equals("https") || scheme.equals("wss");
  }

  /** Host and port that the client asked for, as they came; may be empty. */
  public static String authority(Request request) {
    Optional<String> told = request.attribute(TOLD).flatMap(Forwarded::host);
    return told.orElseGet(() -> request.header("Host").orElse(""));
  }

  private static InetAddress peer(Request request) {
    return request.http().remote() instanceof InetSocketAddress peer && !peer.isUnresolved()
        ? peer.getAddress()
        : InetAddress.ofLiteral("127.0.0.1");
  }
}
