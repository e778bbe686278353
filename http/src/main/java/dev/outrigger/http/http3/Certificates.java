package dev.outrigger.http.http3;

import dev.outrigger.http.secure.ByName;
import dev.outrigger.http.secure.LiveTls;
import dev.outrigger.http.tls.ClientCertificates;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerCertificate;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.http.tls.UnknownName;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.ClientAuth;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a {@link ServerTls} for QUIC, which brings its own TLS. A reload exchanges
 * all of them at once, for the connections to come.
 *
 * <p>Threading: engines on loops, the rest from any other thread.
 */
final class Certificates implements LiveTls.Follower {
  /** Its name in ALPN. */
  static final String HTTP3 = "h3";

  private final ServerTls tls;
  private volatile QuicSslContext current;

  private Certificates(ServerTls tls, QuicSslContext current) {
    this.tls = tls;
    this.current = current;
  }

  /**
   * Reads them.
   *
   * @throws TlsConfigurationException if one can't be used
   */
  static Certificates load(ServerTls tls) {
    return new Certificates(tls, context(tls));
  }

  @Override
  public Runnable prepare() {
    QuicSslContext next = context(tls);
    return () -> current = next;
  }

  Duration handshakeTimeout() {
    return tls.handshakeTimeout();
  }

  QuicSslEngine engine(ByteBufAllocator allocator) {
    return current.newEngine(allocator);
  }

  private static QuicSslContext context(ServerTls tls) {
    Optional<List<X509Certificate>> trusted =
        tls.clientCertificates() == ClientCertificates.NONE
            ? Optional.empty()
            : Optional.of(tls.trust().orElseThrow().load());
    Map<String, QuicSslContext> named = new HashMap<>();
    tls.names()
        .forEach((name, shown) -> named.put(name, build(builder(tls, shown, trusted), shown)));
    QuicSslContext standard = build(builder(tls, tls.identity(), trusted), tls.identity());
    boolean refusesUnknown = tls.unknownName() == UnknownName.REFUSED;
    ByName<QuicSslContext> byName =
        new ByName<>(standard, ByName.hostsOf(tls.identity().load().own()), named, refusesUnknown);
    // The same once more, which asks those by the name. It hears of the name even if there is one.
    return build(
        builder(tls, tls.identity(), trusted).sni(host -> forName(byName, host)), tls.identity());
  }

  private static @Nullable QuicSslContext forName(
      ByName<QuicSslContext> byName, @Nullable String host) {
    return byName
        .find(Optional.ofNullable(host).map(name -> name.toLowerCase(Locale.ROOT)))
        .orElse(null);
  }

  private static QuicSslContextBuilder builder(
      ServerTls tls, Identity identity, Optional<List<X509Certificate>> trusted) {
    ServerCertificate certificate = identity.load();
    QuicSslContextBuilder builder =
        QuicSslContextBuilder.forServer(
                certificate.key(), null, certificate.chain().toArray(X509Certificate[]::new))
            .applicationProtocols(HTTP3)
            .clientAuth(
                switch (tls.clientCertificates()) {
                  case NONE -> ClientAuth.NONE;
                  case WANTED -> ClientAuth.OPTIONAL;
                  case REQUIRED -> ClientAuth.REQUIRE;
                });
    trusted.ifPresent(good -> builder.trustManager(good.toArray(X509Certificate[]::new)));
    return builder;
  }

  private static QuicSslContext build(QuicSslContextBuilder builder, Identity identity) {
    try {
      return builder.build();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new TlsConfigurationException(
          "the certificate of %s can't be used for HTTP/3: %s"
              .formatted(identity.load().own().getSubjectX500Principal(), e.getMessage()),
          e);
    }
  }
}
