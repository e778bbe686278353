package dev.outrigger.http.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a server's certificate and its key come from. It is asked at the start and at each reload.
 *
 * <p>Threading: never called on a loop.
 */
public interface Identity {

  /**
   * Reads the certificate and its key.
   *
   * @throws TlsConfigurationException if it can't; the message names the file and the reason
   */
  ServerCertificate load();

  /** The files whose changes are a reason to load again. None, if it does not come from files. */
  default List<Path> files() {
    return List.of();
  }

  /**
   * Two files as ACME clients write them.
   *
   * @param chain PEM: the server's own certificate first, then those that signed it
   * @param key PEM: PKCS #8, or the older forms of RSA and EC keys; without a password
   */
  static Identity pem(Path chain, Path key) {
    return new PemIdentity(PemSource.of(chain), PemSource.of(key), "");
  }

  /** The same, with a key that is encrypted by a password. */
  static Identity pem(Path chain, Path key, String password) {
    return new PemIdentity(PemSource.of(chain), PemSource.of(key), password);
  }

  /** The same texts as of {@link #pem(Path, Path)}, but in memory. */
  static Identity pem(String chain, String key) {
    return new PemIdentity(
        PemSource.of("the certificate given as text", chain),
        PemSource.of("the key given as text", key),
        "");
  }

  /** A PKCS #12 file with one private key. */
  static Identity pkcs12(Path file, String password) {
    return new Pkcs12Identity(file, password);
  }

  /** One that is in memory already. */
  static Identity of(ServerCertificate certificate) {
    return () -> certificate;
  }
}
