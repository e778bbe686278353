package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.runtime.TaskBackend;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that speak no TLS, or not to the end. None of them is worth a line in the log. */
@ParameterizedClass
@EnumSource(
    value = TlsEngine.class,
    names = {"BORINGSSL", "JDK"})
@ExtendWith(NoLeaks.class)
class HostileTlsTest {
  /** A greeting's frame, of which 200 bytes are to follow. */
  private static final byte[] BEGUN = HexFormat.of().parseHex("16030100c8010000c40303");

  @TempDir private static Path directory;
  private static Pki pki;
  private static Pki.Signed site;

  private final ServerTls tls;

  HostileTlsTest(TlsEngine engine) {
    tls = ServerTls.of(site.identity()).withEngine(engine);
  }

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    site = pki.sign("site", "localhost");
  }

  private static Served served(ServerTls tls) {
    return Served.securely(TaskBackend.LOOP_CARRIED, tls, request -> HttpResponse.text(200, "ok"));
  }

  private static void untilAllAreGone(Served served) {
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
  }

  @Test
  void plainHttpIsToldWhereItIs() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls);
        RawClient client = served.client()) {
      RawClient.Answer answer = client.get("/").read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.closes()).isTrue();
      assertThat(answer.body()).isEqualTo("this port speaks TLS; use https\n");
      client.leave();
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void garbageIsClosed() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls)) {
      for (String garbage : List.of("00".repeat(100), "67657420", "1603010000", "1503010000")) {
        try (RawClient client = served.client()) {
          client.send(HexFormat.of().parseHex(garbage)).send("\r\n\r\n");
          client.readToEndOrReset();
        }
      }
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void aGreetingThatIsTooLongIsClosed() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls);
        RawClient client = served.client()) {
      // It says that a megabyte is to come.
      client.send(HexFormat.of().parseHex("1603010010010f424003030000000000000000000000"));
      client.readToEndOrReset();
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void aSlowHandshakeIsClosed() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls.withHandshakeTimeout(Duration.ofMillis(200)));
        RawClient silent = served.client();
        RawClient slow = served.client()) {
      slow.send(BEGUN);
      assertThat(slow.readToEnd()).isEmpty();
      assertThat(silent.readToEnd()).isEmpty();
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void aHandshakeThatStopsInItsMiddleIsClosed() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls.withHandshakeTimeout(Duration.ofMillis(500)));
        RawClient client = served.client()) {
      client.send(TlsClient.greeting());
      // What the server answers to the greeting, and then nothing more.
      client.readToEndOrReset();
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void aHandshakeThatIsBrokenOffLeavesNothing() throws Exception {
    byte[] greeting = TlsClient.greeting();
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls)) {
      for (int i = 0; i < 20; i++) {
        RawClient client = served.client();
        client.send(greeting);
        if (i % 2 == 0) {
          client.reset();
        } else {
          client.leave();
        }
      }
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void closingTheServerEndsHandshakes() throws Exception {
    try (Served served = served(tls);
        RawClient client = served.client()) {
      client.send(BEGUN);
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      served.server().close();
      client.readToEndOrReset();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aConnectionTooManyIsClosed() throws Exception {
    try (Served served =
            Served.with(
                TaskBackend.LOOP_CARRIED,
                options -> options.tls(tls).limits(Limits.defaults().withConnections(1)),
                request -> HttpResponse.text(200, "ok"));
        TlsClient first =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost");
        RawClient second = served.client()) {
      assertThat(second.readToEnd()).isEmpty();
      assertThat(first.get("/")).endsWith("ok");
      assertThat(served.server().statistics().connectionsRefused()).isEqualTo(1);
    }
  }

  @Test
  void aSecondHandshakeIsNotMade() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = served(tls)) {
      SSLSocket socket =
          (SSLSocket)
              TlsClient.context(pki, "")
                  .getSocketFactory()
                  .createSocket("localhost", served.server().address().getPort());
      try (socket) {
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        assertThatThrownBy(
                () -> {
                  socket.startHandshake();
                  socket
                      .getOutputStream()
                      .write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                  assertThat(socket.getInputStream().read()).isEqualTo(-1);
                  throw new EOFException();
                })
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(SocketTimeoutException.class);
      }
      untilAllAreGone(served);
      logged.expectNothing();
    }
  }
}
