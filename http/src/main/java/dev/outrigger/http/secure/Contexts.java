package dev.outrigger.http.secure;

import dev.outrigger.http.tls.ClientCertificates;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerCertificate;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.http.tls.TlsVersion;
import dev.outrigger.http.tls.UnknownName;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What a server shows, as it was read at one time: a context for each name, and one for all others.
 *
 * <p>Threading: immutable; {@code forName} needs no lock. Who releases it makes sure that nobody
 * asks any more.
 */
final class Contexts {
  private final ByName<SslContext> contexts;
  private final List<X509Certificate> shown;

  private Contexts(ByName<SslContext> contexts, List<X509Certificate> shown) {
    this.contexts = contexts;
    this.shown = shown;
  }

  /**
   * Reads all files.
   *
   * @throws TlsConfigurationException if one can't be used
   */
  static Contexts load(ServerTls tls, List<String> protocols) {
    Map<String, SslContext> byName = new HashMap<>();
    List<X509Certificate> shown = new ArrayList<>();
    List<SslContext> made = new ArrayList<>();
    boolean whole = false;
    try {
      Optional<List<X509Certificate>> trusted =
          tls.clientCertificates() == ClientCertificates.NONE
              ? Optional.empty()
              : Optional.of(tls.trust().orElseThrow().load());
      made.add(build(tls, tls.identity(), trusted, protocols, shown));
      tls.names()
          .forEach((name, identity) -> {
            SslContext context = build(tls, identity, trusted, protocols, shown);
            made.add(context);
            byName.put(name, context);
          });
      whole = true;
      boolean refusesUnknown = tls.unknownName() == UnknownName.REFUSED;
      return new Contexts(
          new ByName<>(made.getFirst(), ByName.hostsOf(shown.getFirst()), byName, refusesUnknown),
          List.copyOf(shown));
    } finally {
      if (!whole) {
        made.forEach(ReferenceCountUtil::release);
      }
    }
  }

  private static SslContext build(
      ServerTls tls,
      Identity identity,
      Optional<List<X509Certificate>> trusted,
      List<String> protocols,
      List<X509Certificate> shown) {
    ServerCertificate certificate = identity.load();
    shown.add(certificate.own());
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(certificate.key(), certificate.chain())
              .sslProvider(Engines.provider(tls.engine()))
              .protocols(tls.versions().stream().map(TlsVersion::protocol).toList())
              .applicationProtocolConfig(alpn(protocols))
              .clientAuth(
                  switch (tls.clientCertificates()) {
                    case NONE -> ClientAuth.NONE;
                    case WANTED -> ClientAuth.OPTIONAL;
                    case REQUIRED -> ClientAuth.REQUIRE;
                  });
      trusted.ifPresent(builder::trustManager);
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new TlsConfigurationException(
          "the certificate of %s can't be used: %s"
              .formatted(certificate.own().getSubjectX500Principal(), e.getMessage()),
          e);
    }
  }

  private static ApplicationProtocolConfig alpn(List<String> protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /** The context for a host; empty if clients that ask for it are refused. */
  Optional<SslContext> forName(Optional<String> asked) {
    return contexts.find(asked);
  }

  /** The certificates that are shown. */
  List<X509Certificate> shown() {
    return shown;
  }

  void release() {
    ReferenceCountUtil.release(contexts.standard());
    contexts.named().values().forEach(ReferenceCountUtil::release);
  }
}
