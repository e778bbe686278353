package dev.outrigger.http.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A certificate and a key in PEM. */
record PemIdentity(PemSource chain, PemSource key, String password) implements Identity {

  @Override
  public ServerCertificate load() {
    var certificates = Pem.certificates(chain);
    var secret = Pem.privateKey(key, password);
    try {
      return new ServerCertificate(certificates, secret);
    } catch (TlsConfigurationException mismatch) {
      throw new TlsConfigurationException(
          key.name() + " does not fit " + chain.name() + ": " + mismatch.getMessage(), mismatch);
    }
  }

  @Override
  public List<Path> files() {
    return Stream.of(chain, key).flatMap(source -> source.file().stream()).toList();
  }

  @Override
  public String toString() {
    return chain.name();
  }
}
