package dev.outrigger.http.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The one private key of a PKCS #12 file, with its certificates. */
record Pkcs12Identity(Path file, String password) implements Identity {

  @Override
  public ServerCertificate load() {
    KeyStore store = KeyStores.pkcs12(file, password);
    try {
      List<String> keys =
          Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
      if (keys.size() != 1) {
        throw new TlsConfigurationException(
            file + " must hold one private key, but has " + keys.size());
      }
      Certificate[] chain = store.getCertificateChain(keys.getFirst());
      if (!(store.getKey(keys.getFirst(), password.toCharArray()) instanceof PrivateKey key)
          || chain == null) {
        throw new TlsConfigurationException(file + " holds a key without its certificate");
      }
      return new ServerCertificate(
          Arrays.stream(chain).map(X509Certificate.class::cast).toList(), key);
    } catch (GeneralSecurityException e) {
      throw new TlsConfigurationException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was loaded", e);
    }
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
