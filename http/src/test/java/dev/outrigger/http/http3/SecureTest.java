package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.ClientCertificates;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.Trust;
import dev.outrigger.http.tls.UnknownName;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which certificates are shown and asked for over HTTP/3. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class SecureTest {
  @TempDir private static Path directory;

  private static Pki pki;
  private static Pki.Signed site;
  private static Pki.Signed other;

  @TempDir private Path live;

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    site = pki.sign("site", "localhost");
    other = pki.sign("other", "www.example.org");
  }

  private static HttpResponse handle(HttpRequest request) {
    var chain = request.tls().orElseThrow().peerCertificates();
    return HttpResponse.text(
        200,
        chain.isEmpty()
            ? "nobody"
            : ((X509Certificate) chain.getFirst()).getSubjectX500Principal().getName());
  }

  private static Served served(ServerTls tls) {
    return Http3Served.by(TaskBackend.LOOP_CARRIED, tls, SecureTest::handle);
  }

  private static String shown(Served served, String host) throws Exception {
    try (Http3Client client = Http3Client.to(served.server().address()).asking(host).connect()) {
      assertThat(client.get("/").answer().status()).isEqualTo(200);
      return client.shown();
    }
  }

  @Test
  void eachNameHasItsCertificate() throws Exception {
    ServerTls tls = ServerTls.of(site.identity()).withName("*.example.org", other.identity());
    try (Served served = served(tls)) {
      assertThat(shown(served, "localhost")).isEqualTo("CN=site");
      assertThat(shown(served, "www.example.org")).isEqualTo("CN=other");
      assertThat(shown(served, "WWW.example.ORG")).isEqualTo("CN=other");
      assertThat(shown(served, "www.elsewhere.net")).isEqualTo("CN=site");
    }
  }

  @Test
  void anUnknownNameMayBeRefused() throws Exception {
    ServerTls tls =
        ServerTls.of(site.identity())
            .withName("www.example.org", other.identity())
            .withUnknownName(UnknownName.REFUSED);
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls);
        Http3Client client =
            Http3Client.to(served.server().address()).asking("www.elsewhere.net")) {
      assertThatThrownBy(client::connect).isInstanceOf(Exception.class);
      assertThat(shown(served, "www.example.org")).isEqualTo("CN=other");
      logged.expectNothing();
    }
  }

  @Test
  void aReloadIsForNewConnectionsAndRunningOnesGoOn() throws Exception {
    Path chain = Files.copy(site.chain(), live.resolve("site.crt"));
    Path key = Files.copy(site.key(), live.resolve("site.key"));
    try (Served served = served(ServerTls.of(chain, key).withoutWatching());
        Http3Client before = Http3Served.client(served)) {
      assertThat(before.get("/").answer().status()).isEqualTo(200);
      Files.copy(other.chain(), chain, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);
      assertThat(shown(served, "localhost")).isEqualTo("CN=site");
      served.server().reloadCertificates();
      assertThat(shown(served, "localhost")).isEqualTo("CN=other");
      assertThat(before.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientShowsWhoItIs() throws Exception {
    ServerTls tls =
        ServerTls.of(site.identity())
            .withName("www.example.org", other.identity())
            .withClientCertificates(ClientCertificates.REQUIRED, Trust.pem(pki.authority()));
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls);
        Http3Client alice =
            Http3Client.to(served.server().address())
                .asking("www.example.org")
                .showing(other)
                .connect();
        Http3Client nobody = Http3Client.to(served.server().address())) {
      assertThat(alice.get("/").answer().body()).isEqualTo("CN=other");
      assertThat(alice.shown()).isEqualTo("CN=other");
      assertThatThrownBy(() -> nobody.connect().get("/").answer()).isInstanceOf(Throwable.class);
      logged.expectNothing();
    }
  }

  @Test
  void aClientThatSpeaksSomethingElseIsRefused() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(ServerTls.of(site.identity()));
        Http3Client client = Http3Client.to(served.server().address()).speaking("doq")) {
      assertThat(client.refused().isTlsError()).isTrue();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aHandshakeThatNeverEndsIsNotWaitedFor() throws Exception {
    ServerTls tls = ServerTls.of(site.identity()).withHandshakeTimeout(Duration.ofMillis(100));
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls);
        Http3Client deaf = Http3Client.to(served.server().address()).greet(3)) {
      Served.until(() -> served.server().statistics().connectionsAccepted() >= 3);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(deaf.retries()).isZero();
      logged.expectNothing();
    }
  }
}
