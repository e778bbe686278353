package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with TLS and limits, asked by a client that checks the certificate. */
class EntranceIT {
  @TempDir private Path folder = Path.of("");

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }

  /** Makes a certificate for localhost, and gives whom it makes trust it. */
  private SSLContext certificate() throws Exception {
    char[] password = "password".toCharArray();
    Path file = folder.resolve("store");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "site",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(password))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    pem(folder.resolve("a.crt"), "CERTIFICATE", store.getCertificate("site").getEncoded());
    pem(folder.resolve("a.key"), "PRIVATE KEY", store.getKey("site", password).getEncoded());
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("site", store.getCertificate("site"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void aServiceSpeaksTlsAndKeepsTheLimitsThatItWasGiven() throws Exception {
    Programs.saveIn(folder, 1);
    SSLContext trusting = certificate();
    try (ServerProcess service =
            ServerProcess.start(
                folder,
                folder.resolve("cache"),
                "serve",
                "Program.java",
                "--workers=1",
                "--bind=127.0.0.1:0",
                "--control=control",
                "--tls-certificate=a.crt",
                "--tls-key=a.key",
                "--limit-headers=1k");
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      String said = service.output().await("Serving ");
      URI uri =
          URI.create(
              said.replaceFirst(".*(https://[^ ]+).*", "$1").replace("127.0.0.1", "localhost"));
      HttpRequest ping = HttpRequest.newBuilder(uri.resolve("/ping")).build();
      assertThat(client.send(ping, BodyHandlers.ofString()).body()).isEqualTo("pong");
      HttpRequest tooLong =
          HttpRequest.newBuilder(uri.resolve("/ping"))
              .version(HttpClient.Version.HTTP_1_1)
              .header("X", "x".repeat(2000))
              .build();
      assertThat(client.send(tooLong, BodyHandlers.discarding()).statusCode()).isEqualTo(431);
    }
  }
}
