package dev.outrigger.http.tls;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The authorities whose signature makes a client's certificate a good one. Asked at the start and
 * at each reload.
 *
 * <p>Threading: never called on a loop.
 */
public interface Trust {

  /**
   * Reads the authorities' certificates.
   *
   * @throws TlsConfigurationException if it can't; the message names the file and the reason
   */
  List<X509Certificate> load();

  /** The files whose changes are a reason to load again. None, if it does not come from files. */
  default List<Path> files() {
    return List.of();
  }

  /** The certificates in a PEM file. */
  static Trust pem(Path file) {
    return fromFile(file, () -> Pem.certificates(PemSource.of(file)));
  }

  /** The certificates in a PEM text. */
  static Trust pem(String text) {
    return () -> Pem.certificates(PemSource.of("the trusted certificates given as text", text));
  }

  /** The certificates in a PKCS #12 file. */
  static Trust pkcs12(Path file, String password) {
    return fromFile(file, () -> certificates(file, KeyStores.pkcs12(file, password)));
  }

  /** These certificates. */
  static Trust of(List<X509Certificate> certificates) {
    List<X509Certificate> kept = List.copyOf(certificates);
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("trust needs one certificate or more, but there was none");
    }
    return () -> kept;
  }

  private static Trust fromFile(Path file, Trust source) {
    return new Trust() {
      @Override
      public List<X509Certificate> load() {
        return source.load();
      }

      @Override
      public List<Path> files() {
        return List.of(file);
      }
    };
  }

  private static List<X509Certificate> certificates(Path file, KeyStore store) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.getCertificate(alias) instanceof X509Certificate certificate) {
          found.add(certificate);
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalStateException("it was loaded", e);
    }
    if (found.isEmpty()) {
      throw new TlsConfigurationException(file + " holds no certificate");
    }
    return found;
  }
}
