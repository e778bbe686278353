package dev.outrigger.runtime.stream;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * How to secure a connection, with the JDK's TLS. Start with {@link #client} or {@link #server} and
 * change what differs; one value serves many connections.
 *
 * <p>Threading: immutable.
 */
public final class Tls {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final boolean client;
  private final Identity identity;
  private final Trust trust;
  private final Policy policy;
  private final SslContext context;

  private record Identity(Optional<Path> certificates, Optional<Path> key) {}

  private record Trust(Optional<Path> certificates, Optional<SSLContext> given) {}

  private record Policy(
      List<String> applicationProtocols,
      Duration handshake,
      Optional<String> serverName,
      boolean checksHost,
      boolean asksClient) {}

  private Tls(boolean client, Identity identity, Trust trust, Policy policy) throws SSLException {
    this.client = client;
    this.identity = identity;
    this.trust = trust;
    this.policy = policy;
    this.context = build();
  }

  /** Trusts what the JDK trusts, and checks that the certificate is the host's. */
  public static Tls client() throws SSLException {
    return new Tls(
        true,
        new Identity(Optional.empty(), Optional.empty()),
        new Trust(Optional.empty(), Optional.empty()),
        new Policy(List.of(), HANDSHAKE, Optional.empty(), true, false));
  }

  /**
   * Shows this certificate.
   *
   * @param certificates PEM, the server's own first, then those that signed it
   * @param key PEM, PKCS #8, without a password
   * @throws SSLException if a file cannot be read, or is something else
   */
  public static Tls server(Path certificates, Path key) throws SSLException {
    return new Tls(
        false,
        new Identity(Optional.of(certificates), Optional.of(key)),
        new Trust(Optional.empty(), Optional.empty()),
        new Policy(List.of(), HANDSHAKE, Optional.empty(), false, false));
  }

  /** A server whose certificates and trust this context holds. */
  public static Tls server(SSLContext context) throws SSLException {
    return new Tls(
        false,
        new Identity(Optional.empty(), Optional.empty()),
        new Trust(Optional.empty(), Optional.of(context)),
        new Policy(List.of(), HANDSHAKE, Optional.empty(), false, false));
  }

  /** Trusts only what these certificates have signed (PEM), instead of what the JDK trusts. */
  public Tls trusting(Path certificates) throws SSLException {
    return new Tls(
        client, identity, new Trust(Optional.of(certificates), Optional.empty()), policy);
  }

  /** Takes trust and certificates from this context. */
  public Tls with(SSLContext given) throws SSLException {
    return new Tls(client, identity, new Trust(Optional.empty(), Optional.of(given)), policy);
  }

  /** Shows this certificate to the server; parameters as of {@link #server(Path, Path)}. */
  public Tls showing(Path certificates, Path key) throws SSLException {
    return new Tls(
        client, new Identity(Optional.of(certificates), Optional.of(key)), trust, policy);
  }

  /** What ALPN offers or takes, the best first, such as {@code h2}. Default: none. */
  public Tls speaking(String... protocols) throws SSLException {
    return with(
        new Policy(
            List.of(protocols),
            policy.handshake,
            policy.serverName,
            policy.checksHost,
            policy.asksClient));
  }

  /** How long a handshake may take. Default: 10 s. */
  public Tls handshakeWithin(Duration limit) throws SSLException {
    return with(
        new Policy(
            policy.applicationProtocols,
            limit,
            policy.serverName,
            policy.checksHost,
            policy.asksClient));
  }

  /** The name that the server is asked for and must prove. Default: the host connected to. */
  public Tls serverName(String name) throws SSLException {
    return with(
        new Policy(
            policy.applicationProtocols,
            policy.handshake,
            Optional.of(name),
            policy.checksHost,
            policy.asksClient));
  }

  /** Does not check whose certificate it is, only who signed it. Anyone so signed can listen in. */
  public Tls withoutHostCheck() throws SSLException {
    return with(
        new Policy(
            policy.applicationProtocols,
            policy.handshake,
            policy.serverName,
            false,
            policy.asksClient));
  }

  /** Turns away clients that show no certificate that is trusted. */
  public Tls requiringClientCertificate() throws SSLException {
    return with(
        new Policy(
            policy.applicationProtocols,
            policy.handshake,
            policy.serverName,
            policy.checksHost,
            true));
  }

  private Tls with(Policy other) throws SSLException {
    return new Tls(client, identity, trust, other);
  }

  boolean isClient() {
    return client;
  }

  SslContext context() {
    return context;
  }

  Duration handshake() {
    return policy.handshake;
  }

  Optional<String> serverName() {
    return policy.serverName;
  }

  private SslContext build() throws SSLException {
    ClientAuth auth = policy.asksClient ? ClientAuth.REQUIRE : ClientAuth.NONE;
    if (trust.given.isPresent()) {
      return new JdkSslContext(
          trust.given.get(),
          client,
          null,
          IdentityCipherSuiteFilter.INSTANCE,
          alpn(),
          auth,
          null,
          false);
    }
    SslContextBuilder builder =
        client
            ? SslContextBuilder.forClient()
            : SslContextBuilder.forServer(
                identity.certificates.orElseThrow().toFile(), identity.key.orElseThrow().toFile());
    builder.sslProvider(SslProvider.JDK).applicationProtocolConfig(alpn()).clientAuth(auth);
    if (client && identity.certificates.isPresent()) {
      builder.keyManager(
          identity.certificates.orElseThrow().toFile(), identity.key.orElseThrow().toFile());
    }
    trust.certificates.ifPresent(path -> builder.trustManager(path.toFile()));
    return builder.build();
  }

  private ApplicationProtocolConfig alpn() {
    return policy.applicationProtocols.isEmpty()
        ? ApplicationProtocolConfig.DISABLED
        : new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            policy.applicationProtocols);
  }

  boolean checksHost() {
    return policy.checksHost;
  }
}
