package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.http.tls.UnknownName;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which certificate is shown to whom. */
@ParameterizedClass
@EnumSource(
    value = TlsEngine.class,
    names = {"BORINGSSL", "JDK"})
@ExtendWith(NoLeaks.class)
class TlsNamesTest {
  @TempDir private static Path directory;
  private static Pki.Signed standard;
  private static Pki.Signed exact;
  private static Pki.Signed wild;
  private static SSLContext context;

  private final ServerTls tls;

  TlsNamesTest(TlsEngine engine) {
    tls =
        ServerTls.of(standard.identity())
            .withName("www.Example.org", exact.identity())
            .withName("*.example.org", wild.identity())
            .withEngine(engine);
  }

  @BeforeAll
  static void sign() throws Exception {
    Pki pki = new Pki(directory);
    standard = pki.sign("standard", "localhost");
    exact = pki.sign("exact", "www.example.org");
    wild = pki.sign("wild", "*.example.org");
    context = TlsClient.context(pki, "");
  }

  private static Served served(ServerTls tls) {
    return Served.securely(
        TaskBackend.LOOP_CARRIED,
        tls,
        request -> HttpResponse.text(200, request.tls().orElseThrow().serverName().orElse("none")));
  }

  private static String shownTo(String name, Served served) throws Exception {
    try (TlsClient client = new TlsClient(context, served.server().address(), name)) {
      var own = (X509Certificate) client.socket().getSession().getPeerCertificates()[0];
      assertThat(client.get("/")).endsWith(name);
      return own.getSubjectX500Principal().getName();
    }
  }

  @Test
  void theExactNameWinsThenTheWildcard() throws Exception {
    try (Served served = served(tls)) {
      assertThat(shownTo("www.example.org", served)).isEqualTo("CN=exact");
      assertThat(shownTo("other.example.org", served)).isEqualTo("CN=wild");
      assertThat(shownTo("localhost", served)).isEqualTo("CN=standard");
    }
  }

  @Test
  void aWildcardIsForOneLevel() throws Exception {
    try (Served served = served(tls)) {
      for (String name : List.of("a.b.example.org", "example.org")) {
        assertThatThrownBy(() -> shownTo(name, served))
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining(name);
      }
    }
  }

  @Test
  void anUnknownNameIsRefusedIfAskedFor() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls.withUnknownName(UnknownName.REFUSED))) {
      assertThatThrownBy(() -> shownTo("elsewhere.test", served))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("unrecognized_name");
      assertThat(shownTo("www.example.org", served)).isEqualTo("CN=exact");
      logged.expectNothing();
    }
  }

  @Test
  void theHostOfTheDefaultCertificateIsNoUnknownOne() throws Exception {
    try (Served served = served(tls.withUnknownName(UnknownName.REFUSED))) {
      assertThat(shownTo("localhost", served)).isEqualTo("CN=standard");
    }
  }

  @Test
  void whoNamesNoHostIsShownTheDefaultEvenThen() throws Exception {
    try (Served served = served(tls.withUnknownName(UnknownName.REFUSED));
        TlsClient client = TlsClient.withoutName(context, served.server().address())) {
      assertThat(client.get("/")).endsWith("none");
    }
  }
}
