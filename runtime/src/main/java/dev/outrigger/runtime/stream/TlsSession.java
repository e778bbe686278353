package dev.outrigger.runtime.stream;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What the two sides of a TLS connection agreed on.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the name of the cipher suite
 * @param applicationProtocol what ALPN chose; empty if nothing
 * @param peerCertificates the peer's own first; none if it showed none
 */
public record TlsSession(
    String protocol,
    String cipher,
    Optional<String> applicationProtocol,
    List<Certificate> peerCertificates) {

  static List<Certificate> certificatesOf(SSLSession session) {
    try {
      return List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
