package dev.outrigger.runtime.stream;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What the two sides of a TLS connection agreed on.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the name of the cipher suite
 * @param applicationProtocol what ALPN chose; empty if nothing
 * @param serverName the host that the client asked for (SNI); empty if it named none, or what is no
 *     host name (letters, digits and hyphens)
 * @param peerCertificates the peer's own first; none if it showed none
 */
public record TlsSession(
    String protocol,
    String cipher,
    Optional<String> applicationProtocol,
    Optional<String> serverName,
    List<Certificate> peerCertificates) {

  /** What a session of the JDK's, whose handshake has ended, says. */
  public static TlsSession of(SSLSession session, Optional<String> applicationProtocol) {
    return new TlsSession(
        session.getProtocol(),
        session.getCipherSuite(),
        applicationProtocol,
        serverNameOf(session),
        certificatesOf(session));
  }

  private static Optional<String> serverNameOf(SSLSession session) {
    if (!(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return extended.getRequestedServerNames().stream()
          .filter(SNIHostName.class::isInstance)
          .map(name -> ((SNIHostName) name).getAsciiName())
          .findFirst();
    } catch (IllegalArgumentException noHostName) {
      // The JDK has no type for such a name: a_b, which many an internal service has.
      return Optional.empty();
    }
  }

  private static List<Certificate> certificatesOf(SSLSession session) {
    try {
      return List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
