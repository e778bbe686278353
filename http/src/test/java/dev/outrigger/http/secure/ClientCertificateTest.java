package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.ClientCertificates;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.http.tls.TlsVersion;
import dev.outrigger.http.tls.Trust;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Mutual TLS. */
@ParameterizedClass
@EnumSource(
    value = TlsEngine.class,
    names = {"BORINGSSL", "JDK"})
@ExtendWith(NoLeaks.class)
class ClientCertificateTest {
  @TempDir private static Path directory;
  private static Pki pki;
  private static Pki strangers;
  private static Pki.Signed site;

  private final ServerTls wanted;
  private final ServerTls required;

  ClientCertificateTest(TlsEngine engine) {
    ServerTls tls = ServerTls.of(site.identity()).withEngine(engine);
    Trust trust = Trust.pem(pki.authority());
    wanted = tls.withClientCertificates(ClientCertificates.WANTED, trust);
    required = tls.withClientCertificates(ClientCertificates.REQUIRED, trust);
  }

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(Files.createDirectory(directory.resolve("ours")));
    site = pki.sign("site", "localhost");
    pki.sign("alice", "alice");
    strangers = new Pki(Files.createDirectory(directory.resolve("theirs")));
    strangers.sign("mallory", "mallory");
  }

  private static Served served(ServerTls tls) {
    return Served.securely(
        TaskBackend.LOOP_CARRIED,
        tls,
        request -> {
          var chain = request.tls().orElseThrow().peerCertificates();
          return HttpResponse.text(
              200,
              chain.isEmpty()
                  ? "nobody"
                  : ((X509Certificate) chain.getFirst()).getSubjectX500Principal().getName()
                      + " of "
                      + chain.size());
        });
  }

  private static String ask(Served served, String shown) throws Exception {
    try (TlsClient client =
        new TlsClient(TlsClient.context(pki, shown), served.server().address(), "localhost")) {
      return client.get("/");
    }
  }

  @Test
  void theHandlerReadsTheChainOfAClientThatIsTrusted() throws Exception {
    try (Served served = served(required)) {
      assertThat(ask(served, "alice")).endsWith("CN=alice of 2");
    }
  }

  @Test
  void aClientWithoutACertificateIsRefused() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(required)) {
      assertThatThrownBy(() -> ask(served, "")).isInstanceOf(IOException.class);
      assertThat(served.server().statistics().requestsServed()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void aCertificateThatIsOnlyWantedMayBeMissing() throws Exception {
    try (Served served = served(wanted)) {
      assertThat(ask(served, "")).endsWith("nobody");
      assertThat(ask(served, "alice")).endsWith("CN=alice of 2");
    }
  }

  @Test
  void aStrangersCertificateIsRefusedEvenIfNoneIsNeeded() throws Exception {
    ServerTls tls = wanted.withVersions(Set.of(TlsVersion.TLS_1_2));
    try (Served served = served(tls)) {
      assertThatThrownBy(
              () -> {
                try (TlsClient client =
                    new TlsClient(
                        TlsClient.showing(pki, strangers, "mallory"),
                        served.server().address(),
                        "localhost")) {
                  client.get("/");
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(served.server().statistics().requestsServed()).isZero();
    }
  }

  @Test
  void aResumedSessionStillKnowsWhoItWas() throws Exception {
    var context = TlsClient.context(pki, "alice");
    try (Served served = served(required)) {
      for (int i = 0; i < 3; i++) {
        try (TlsClient client = new TlsClient(context, served.server().address(), "localhost")) {
          assertThat(client.get("/")).contains("CN=alice");
        }
      }
    }
  }
}
