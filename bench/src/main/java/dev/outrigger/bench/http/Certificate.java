package dev.outrigger.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate that lives as long as the benchmark: in a folder, as {@code
 * identity.p12} for servers on the JVM and as {@code cert.pem} and {@code key.pem} for the others.
 */
final class Certificate {
  static final String PASSWORD = "outrigger";
  private static final String ALIAS = "bench";

  private Certificate() {}

  /** Makes the three files with the JDK's own tool. */
  static void make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("identity.p12");
    runKeytool(folder, store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    write(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    write(folder.resolve("key.pem"), "PRIVATE KEY", key);
  }

  private static void runKeytool(Path folder, Path store) throws IOException, InterruptedException {
    Path log = folder.resolve("keytool.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString());
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool made no certificate: " + Files.readString(log));
    }
  }

  private static void write(Path file, String kind, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
