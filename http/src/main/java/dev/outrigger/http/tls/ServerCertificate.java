package dev.outrigger.http.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows, and the proof that it is its own.
 *
 * @param chain the server's own certificate first, then those that signed it
 * @param key the private key of the first
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

  /**
   * Checks that the key is that of the certificate.
   *
   * @throws TlsConfigurationException if it is another's, or there is no certificate
   */
  public ServerCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new TlsConfigurationException("there is no certificate");
    }
    KeyPairs.check(chain.getFirst().getPublicKey(), key);
  }

  /** The server's own certificate. */
  public X509Certificate own() {
    return chain.getFirst();
  }
}
