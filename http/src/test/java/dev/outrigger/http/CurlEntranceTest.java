package dev.outrigger.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.ClientCertificates;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.http.tls.Trust;
import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All ways in, as curl takes them. */
@ExtendWith(NoLeaks.class)
class CurlEntranceTest {
  @TempDir private Path directory;

  private static String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20"));
    command.addAll(List.of(arguments));
    Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(curl.getInputStream().readAllBytes(), UTF_8);
    int _ = curl.waitFor();
    return said;
  }

  /** The JDK's engine refuses such a name by an alert. */
  @Test
  void aNameThatIsNoHostNameIsServed() throws Exception {
    Pki.Signed site = new Pki(directory).sign("site", "localhost");
    ServerTls tls = ServerTls.of(site.identity()).withEngine(TlsEngine.BORINGSSL);
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.securely(
                TaskBackend.LOOP_CARRIED,
                tls,
                request -> HttpResponse.text(200, request.tls().orElseThrow().serverName() + ""))) {
      int port = served.server().address().getPort();
      assertThat(curl("-k", "--resolve", "a_b:" + port + ":127.0.0.1", "https://a_b:" + port))
          .isEqualTo("Optional.empty");
      logged.expectNothing();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsEngine.class,
      names = {"BORINGSSL", "JDK"})
  void everyWayLeadsIn(TlsEngine engine) throws Exception {
    Pki pki = new Pki(directory);
    Pki.Signed site = pki.sign("site", "localhost");
    Pki.Signed wild = pki.sign("wild", "*.example.org");
    Pki.Signed alice = pki.sign("alice", "alice");
    ServerTls tls =
        ServerTls.of(site.identity())
            .withName("*.example.org", wild.identity())
            .withClientCertificates(ClientCertificates.WANTED, Trust.pem(pki.authority()))
            .withEngine(engine);
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    UnixDomainSocketAddress unix = UnixDomainSocketAddress.of(directory.resolve("http.sock"));
    try (Served served =
        Served.with(
            TaskBackend.LOOP_CARRIED,
            options ->
                options
                    .bind(Endpoint.of(anyPort).withTls(tls))
                    .bind(Endpoint.of(anyPort).withProxyProtocol(Networks.of("127.0.0.1")))
                    .bind(unix),
            request ->
                HttpResponse.text(
                    200,
                    request.scheme()
                        + " "
                        + request.tls().flatMap(agreed -> agreed.serverName()).orElse("-")
                        + " "
                        + request.tls().map(agreed -> agreed.peerCertificates().size()).orElse(0)
                        + "\n"))) {
      int secure = ((InetSocketAddress) served.server().addresses().getFirst()).getPort();
      int proxied = ((InetSocketAddress) served.server().addresses().get(1)).getPort();
      String authority = pki.authority().toString();
      assertThat(curl("--cacert", authority, "https://localhost:" + secure + "/"))
          .isEqualTo("https localhost 0\n");
      assertThat(
              curl(
                  "--cacert",
                  authority,
                  "--resolve",
                  "shop.example.org:" + secure + ":127.0.0.1",
                  "https://shop.example.org:" + secure + "/"))
          .isEqualTo("https shop.example.org 0\n");
      assertThat(
              curl(
                  "--cacert",
                  authority,
                  "--cert",
                  alice.chain().toString(),
                  "--key",
                  alice.key().toString(),
                  "--tls-max",
                  "1.2",
                  "https://localhost:" + secure + "/"))
          .isEqualTo("https localhost 2\n");
      assertThat(curl("http://localhost:" + secure + "/")).contains("this port speaks TLS");
      assertThat(curl("--haproxy-protocol", "http://127.0.0.1:" + proxied + "/"))
          .isEqualTo("http - 0\n");
      assertThat(curl("--unix-socket", unix.toString(), "http://localhost/"))
          .isEqualTo("http - 0\n");
    }
  }
}
