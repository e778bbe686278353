package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that change while the server runs. */
@ParameterizedClass
@EnumSource(
    value = TlsEngine.class,
    names = {"BORINGSSL", "JDK"})
@ExtendWith(NoLeaks.class)
class CertificateReloadTest {
  @TempDir private static Path directory;
  private static Pki pki;
  private static Pki.Signed first;
  private static Pki.Signed second;

  @TempDir private Path live;
  private final TlsEngine engine;

  CertificateReloadTest(TlsEngine engine) {
    this.engine = engine;
  }

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    first = pki.sign("first", "localhost");
    second = pki.sign("second", "localhost");
  }

  private Path chain() {
    return live.resolve("site.crt");
  }

  private Path key() {
    return live.resolve("site.key");
  }

  @BeforeEach
  void install() throws Exception {
    Files.copy(first.chain(), chain());
    Files.copy(first.key(), key());
  }

  private void renew() throws Exception {
    Files.copy(second.chain(), chain(), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(second.key(), key(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Served served(boolean watched) {
    ServerTls tls = ServerTls.of(chain(), key()).withEngine(engine);
    return Served.securely(
        TaskBackend.LOOP_CARRIED,
        watched ? tls : tls.withoutWatching(),
        request -> HttpResponse.text(200, "ok"));
  }

  private static String shown(TlsClient client) throws Exception {
    var own = (X509Certificate) client.socket().getSession().getPeerCertificates()[0];
    return own.getSubjectX500Principal().getName();
  }

  private static String shown(Served served) throws Exception {
    try (TlsClient client =
        new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      assertThat(client.get("/")).endsWith("ok");
      return shown(client);
    }
  }

  private static boolean shows(Served served, String name) {
    try {
      return shown(served).equals(name);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(LoggedLines logged) {
    return logged.records().stream().map(LoggedLines::text).toList();
  }

  @Test
  void aReloadIsForNewConnectionsAndRunningOnesGoOn() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(false);
        TlsClient before =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      renew();
      assertThat(shown(served)).isEqualTo("CN=first");
      served.server().reloadCertificates();
      assertThat(shown(served)).isEqualTo("CN=second");
      assertThat(shown(before)).isEqualTo("CN=first");
      assertThat(before.get("/")).endsWith("ok");
      assertThat(lines(logged))
          .singleElement()
          .asString()
          .startsWith("certificates reloaded: CN=second, valid until ");
    }
  }

  @Test
  void aBrokenCertificateIsRefusedAndTheOldOneStays() throws Exception {
    try (Served served = served(false)) {
      Files.copy(second.key(), key(), StandardCopyOption.REPLACE_EXISTING);
      assertThatExceptionOfType(TlsConfigurationException.class)
          .isThrownBy(() -> served.server().reloadCertificates())
          .withMessage(
              "%s does not fit %s: the key does not belong to the certificate", key(), chain());
      assertThat(shown(served)).isEqualTo("CN=first");
    }
  }

  @Test
  void filesThatChangeAreTakenByThemselves() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(true)) {
      renew();
      Served.until(() -> shows(served, "CN=second"));
      Served.until(() ->
          lines(logged).stream()
              .anyMatch(line -> line.startsWith("certificates reloaded: CN=second")));
    }
  }

  @Test
  void aHalfWrittenFileIsToldAndItsRestIsTaken() throws Exception {
    String whole = Files.readString(second.chain());
    try (LoggedLines logged = new LoggedLines();
        Served served = served(true)) {
      Files.copy(second.key(), key(), StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(chain(), whole.substring(0, 200));
      Served.until(() -> !logged.records().isEmpty());
      assertThat(lines(logged))
          .allSatisfy(line ->
              assertThat(line)
                  .startsWith("the new certificates are not taken, the old ones stay: ")
                  .contains(live.toString()));
      assertThat(shown(served)).isEqualTo("CN=first");
      Files.writeString(chain(), whole);
      Served.until(() -> shows(served, "CN=second"));
    }
  }

  @Test
  void reloadsWhileClientsComeFailNone() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        Served served = served(false)) {
      for (int i = 0; i < 20; i++) {
        if (i % 2 == 0) {
          served.server().reloadCertificates();
        }
        Thread reload = Thread.ofVirtual().start(() -> served.server().reloadCertificates());
        assertThat(Objects.requireNonNull(shown(served))).isEqualTo("CN=first");
        reload.join();
      }
    }
  }
}
