package dev.outrigger.http.tls;

import dev.outrigger.http.syntax.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a server speaks TLS. Start with {@link #of} and change what differs.
 *
 * <pre>{@code
 * ServerTls tls = ServerTls.of(Path.of("site.crt"), Path.of("site.key"))
 *     .withName("*.example.org", Identity.pem(Path.of("org.crt"), Path.of("org.key")))
 *     .withClientCertificates(ClientCertificates.WANTED, Trust.pem(Path.of("staff.crt")));
 * }</pre>
 *
 * <p>Certificates are read when the server starts, again when their files change, and by {@code
 * HttpServer.reloadCertificates()}. Connections that are open then keep what they have.
 *
 * @param identity shown to a client that names no host
 * @param names shown to a client that asks for one of these hosts: {@code www.example.org} or, for
 *     every name one level below, {@code *.example.org}; the exact name wins. Default: none
 * @param unknownName what a client meets that asks for another host. Default: the default identity
 * @param clientCertificates whether clients have to show who they are. Default: they are not asked
 * @param trust who may have signed their certificates
 * @param versions which versions are spoken. Default: TLS 1.3 and 1.2
 * @param handshakeTimeout from the first byte expected to the end of the handshake; then the
 *     connection is closed. Default 10 s; at most 36,500 days
 * @param watched whether a change of a file reloads the certificates. Default: yes
 * @param engine who does the cryptography. Default: BoringSSL where its library is, else the JDK
 */
public record ServerTls(
    Identity identity,
    Map<String, Identity> names,
    UnknownName unknownName,
    ClientCertificates clientCertificates,
    Optional<Trust> trust,
    Set<TlsVersion> versions,
    Duration handshakeTimeout,
    boolean watched,
    TlsEngine engine) {
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  public ServerTls {
    Map<String, Identity> lowered = new LinkedHashMap<>();
    names.forEach((name, shown) -> lowered.put(checked(name), shown));
    names = Collections.unmodifiableMap(lowered);
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("versions of TLS must be at least one, but were none");
    }
    versions = Collections.unmodifiableSet(EnumSet.copyOf(versions));
    TimeSpan.require("handshakeTimeout", handshakeTimeout, 1);
    if (clientCertificates != ClientCertificates.NONE && trust.isEmpty()) {
      throw new IllegalArgumentException(
          "client certificates are " + clientCertificates + ", but no trust says whose are good");
    }
  }

  /** Shows this certificate; parameters as of {@link Identity#pem(Path, Path)}. */
  public static ServerTls of(Path chain, Path key) {
    return of(Identity.pem(chain, key));
  }

  /** Shows this identity. */
  public static ServerTls of(Identity identity) {
    return new ServerTls(
        identity,
        Map.of(),
        UnknownName.DEFAULT,
        ClientCertificates.NONE,
        Optional.empty(),
        EnumSet.allOf(TlsVersion.class),
        HANDSHAKE_TIMEOUT,
        true,
        TlsEngine.BEST);
  }

  /** The same, and this identity for this host; see {@link #names()}. */
  public ServerTls withName(String name, Identity shown) {
    Map<String, Identity> more = new LinkedHashMap<>(names);
    more.put(name, shown);
    return new ServerTls(
        identity,
        more,
        unknownName,
        clientCertificates,
        trust,
        versions,
        handshakeTimeout,
        watched,
        engine);
  }

  /** The same with another {@link #unknownName()}. */
  public ServerTls withUnknownName(UnknownName fate) {
    return new ServerTls(
        identity,
        names,
        fate,
        clientCertificates,
        trust,
        versions,
        handshakeTimeout,
        watched,
        engine);
  }

  /** The same with other {@link #clientCertificates()}, signed by these authorities. */
  public ServerTls withClientCertificates(ClientCertificates asked, Trust authorities) {
    return new ServerTls(
        identity,
        names,
        unknownName,
        asked,
        Optional.of(authorities),
        versions,
        handshakeTimeout,
        watched,
        engine);
  }

  /** The same with other {@link #versions()}. */
  public ServerTls withVersions(Set<TlsVersion> spoken) {
    return new ServerTls(
        identity,
        names,
        unknownName,
        clientCertificates,
        trust,
        spoken,
        handshakeTimeout,
        watched,
        engine);
  }

  /** The same with another {@link #handshakeTimeout()}. */
  public ServerTls withHandshakeTimeout(Duration limit) {
    return new ServerTls(
        identity, names, unknownName, clientCertificates, trust, versions, limit, watched, engine);
  }

  /** The same; certificates are read again by {@code HttpServer.reloadCertificates()} alone. */
  public ServerTls withoutWatching() {
    return new ServerTls(
        identity,
        names,
        unknownName,
        clientCertificates,
        trust,
        versions,
        handshakeTimeout,
        false,
        engine);
  }

  /** The same with another {@link #engine()}. */
  public ServerTls withEngine(TlsEngine other) {
    return new ServerTls(
        identity,
        names,
        unknownName,
        clientCertificates,
        trust,
        versions,
        handshakeTimeout,
        watched,
        other);
  }

  private static String checked(String name) {
    String host = name.startsWith("*.") ? name.substring(2) : name;
    boolean sound = !host.isEmpty() && host.chars().allMatch(ServerTls::isOfName);
    if (!sound) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no host name: write www.example.org, or *.example.org for every name one"
              + " level below (international names in their xn-- form)");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isOfName(int c) {
    return c == '-' || c == '.' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
