package dev.outrigger.http.proxied;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients behind a proxy that says who they are. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class ProxyProtocolTest {
  private static final Networks LOOPBACK = Networks.of("127.0.0.0/8");
  private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

  private final TaskBackend backend;

  ProxyProtocolTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served served(Networks trusted, Limits limits) {
    return Served.with(
        backend,
        options -> options.proxyProtocol(trusted).limits(limits),
        request -> HttpResponse.text(200, Addresses.text(request.remote())));
  }

  private Served served() {
    return served(LOOPBACK, Limits.defaults());
  }

  @Test
  void theClientIsWhomTheProxyBrings() throws Exception {
    try (Served served = served();
        RawClient one = served.client();
        RawClient two = served.client()) {
      one.send("PROXY TCP4 192.0.2.7 127.0.0.1 56324 80\r\n" + GET);
      assertThat(one.read().body()).isEqualTo("192.0.2.7:56324");
      // It is said once for the connection.
      assertThat(one.get("/").read().body()).isEqualTo("192.0.2.7:56324");
      two.send(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc00002077f000001dc040050"));
      assertThat(two.send(GET).read().body()).isEqualTo("192.0.2.7:56324");
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(2);
    }
  }

  @Test
  void aProxyThatSpeaksForItselfIsTheClient() throws Exception {
    try (Served served = served();
        RawClient local = served.client();
        RawClient unknown = served.client()) {
      local.send(HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000")).send(GET);
      assertThat(local.read().body()).isEqualTo(local.name());
      unknown.send("PROXY UNKNOWN\r\n").send(GET);
      assertThat(unknown.read().body()).isEqualTo(unknown.name());
    }
  }

  @Test
  void aHeaderMayComeInPieces() throws Exception {
    try (Served served = served();
        RawClient client = served.client()) {
      for (char c : "PROXY TCP4 192.0.2.7 127.0.0.1 1 80\r\nGET / HTTP/1.1\r\n".toCharArray()) {
        client.send(String.valueOf(c));
      }
      client.send("Host: test\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("192.0.2.7:1");
    }
  }

  @Test
  void whoIsNotTrustedIsClosed() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(Networks.of("10.0.0.0/8", "::1"), Limits.defaults());
        RawClient client = served.client()) {
      client.readToEndOrReset();
      assertThat(served.server().statistics().connectionsAccepted()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void aTrustedProxyHasToSayIt() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served();
        RawClient client = served.client()) {
      client.get("/");
      client.readToEndOrReset();
      assertThat(served.server().statistics().requestsServed()).isZero();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void withoutTheOptionAHeaderIsABadRequest() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "ok"));
        RawClient client = served.client()) {
      client.send("PROXY TCP4 192.0.2.7 127.0.0.1 56324 80\r\n" + GET);
      assertThat(client.read().status()).isEqualTo(400);
    }
  }

  @Test
  void aSlowHeaderIsClosed() throws Exception {
    Limits limits = Limits.defaults().withHeaderTimeout(Duration.ofMillis(200));
    try (Served served = served(LOOPBACK, limits);
        RawClient client = served.client();
        RawClient silent = served.client()) {
      client.send("PROXY TCP4 192.0.2.7");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(silent.readToEnd()).isEmpty();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aHeaderThatWasNotSaidEndsWithTheServer() throws Exception {
    try (Served served = served();
        RawClient client = served.client()) {
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      assertThat(served.server().stop(Duration.ofSeconds(10))).isTrue();
      client.readToEndOrReset();
    }
  }

  @Test
  void tlsFollowsTheHeader(@TempDir Path directory) throws Exception {
    Pki pki = new Pki(directory);
    ServerTls tls = ServerTls.of(pki.sign("site", "localhost").identity());
    try (Served served =
            Served.with(
                backend,
                options -> options.proxyProtocol(LOOPBACK).tls(tls),
                request ->
                    HttpResponse.text(200, request.scheme() + Addresses.text(request.remote())));
        Socket plain = new Socket()) {
      plain.connect(served.server().address(), 10_000);
      plain.setSoTimeout(10_000);
      plain
          .getOutputStream()
          .write("PROXY TCP4 192.0.2.7 127.0.0.1 9 80\r\n".getBytes(StandardCharsets.US_ASCII));
      try (SSLSocket secret =
          (SSLSocket)
              TlsClient.context(pki, "")
                  .getSocketFactory()
                  .createSocket(plain, "localhost", served.server().address().getPort(), true)) {
        secret
            .getOutputStream()
            .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(secret.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .endsWith("https192.0.2.7:9");
      }
    }
  }

  @Test
  void networksAreWrittenByTheirPrefix() throws Exception {
    Networks networks = Networks.of("10.0.0.0/9", "192.0.2.1", "fd00::/8");
    assertThat(networks.contains(InetAddress.getByName("10.127.255.255"))).isTrue();
    assertThat(networks.contains(InetAddress.getByName("10.128.0.0"))).isFalse();
    assertThat(networks.contains(InetAddress.getByName("192.0.2.1"))).isTrue();
    assertThat(networks.contains(InetAddress.getByName("192.0.2.2"))).isFalse();
    assertThat(networks.contains(InetAddress.getByName("fdff::1"))).isTrue();
    assertThat(networks.contains(InetAddress.getByName("fe00::1"))).isFalse();
    assertThat(networks.contains(InetAddress.getByName("::ffff:10.0.0.1"))).isTrue();
  }
}
