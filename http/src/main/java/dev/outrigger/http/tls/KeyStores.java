package dev.outrigger.http.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads PKCS #12 files. */
final class KeyStores {
  private KeyStores() {}

  static KeyStore pkcs12(Path file, String password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      return store;
    } catch (FileSystemException e) {
      throw PemSource.unreadable(file, e);
    } catch (IOException e) {
      throw new TlsConfigurationException(
          e.getCause() instanceof UnrecoverableKeyException
              ? "cannot open " + file + ": the password is wrong"
              : file + " is no PKCS #12 file: " + e.getMessage(),
          e);
    } catch (GeneralSecurityException e) {
      throw new TlsConfigurationException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }
}
