package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.Talk;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import dev.outrigger.http.websocket.WebSocketHandler;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSockets on streams of HTTP/2 (RFC 8441): messages, codes, what else is on the connection. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class WebSocketTest {
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  private final TaskBackend backend;
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  WebSocketTest(TaskBackend backend) {
    this.backend = backend;
  }

  /** Sends back what comes, and says how it ended. */
  private void echo(WebSocket socket) throws Exception {
    Talk.ECHO.handle(socket);
    ended.complete("" + socket.closeStatus());
  }

  private Served serving(WebSocketOptions options, WebSocketHandler handler) {
    return Served.by(
        backend,
        request ->
            request.path().equals("/chat")
                ? WebSockets.accept(request, options, handler)
                : HttpResponse.text(200, "quick"));
  }

  private Served serving(WebSocketHandler handler) {
    return serving(WebSocketOptions.defaults(), handler);
  }

  private static void expectOthersUnharmed(Http2Client client) throws Exception {
    assertThat(client.get(99, "/").answer(99).body()).isEqualTo("quick");
  }

  @Test
  void clientsAreToldThatItIsSpoken() throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      byte[] settings = client.await(Http2Client.SETTINGS).payload();
      assertThat(settings).containsSequence(0, ENABLE_CONNECT_PROTOCOL, 0, 0, 0, 1);
    }
  }

  @Test
  void textAndBytesComeBack() throws Exception {
    byte[] bytes = new byte[100_000];
    bytes[99_999] = 1;
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      assertThat(peer.text("grün").readText()).isEqualTo("grün");
      Frame back = peer.send(WebSocketBytes.frame(WebSocketBytes.BINARY, bytes)).read();
      assertThat(back.first()).isEqualTo(WebSocketBytes.BINARY);
      assertThat(back.payload()).isEqualTo(bytes);
      expectOthersUnharmed(client);
    }
  }

  @Test
  void aFrameMayComeInPiecesOfAByte() throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      for (byte piece : WebSocketBytes.text("hello")) {
        client.data(1, false, new byte[] {piece});
      }
      assertThat(peer.readText()).isEqualTo("hello");
    }
  }

  @Test
  void aPingIsAnswered() throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      byte[] words = "there?".getBytes(StandardCharsets.US_ASCII);
      Frame pong = peer.send(WebSocketBytes.frame(WebSocketBytes.PING, words)).read();
      assertThat(pong.first()).isEqualTo(WebSocketBytes.PONG);
      assertThat(pong.payload()).isEqualTo(words);
    }
  }

  @Test
  void aSilentPeerIsPingedAndCutOff() throws Exception {
    WebSocketOptions hasty =
        WebSocketOptions.defaults()
            .withPingInterval(Duration.ofMillis(50))
            .withPongTimeout(Duration.ofMillis(50));
    try (Served served = serving(hasty, this::waitForTheEnd);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      assertThat(peer.read().first()).isEqualTo(WebSocketBytes.PING);
      peer.expectEnd();
      assertThat(ended.get(10, TimeUnit.SECONDS)).contains("1006");
      expectOthersUnharmed(client);
    }
  }

  private void waitForTheEnd(WebSocket socket) throws Exception {
    try {
      echo(socket);
    } catch (Exception e) {
      ended.complete(e + " " + socket.closeStatus());
      throw e;
    }
  }

  @Test
  void theClientsCodeIsSeenAndAnswered() throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      peer.text("last").send(WebSocketBytes.close(4001, "enough"));
      assertThat(peer.readText()).isEqualTo("last");
      peer.expectClose(4001).expectEnd();
      peer.sendNoMore();
      assertThat(ended.get(10, TimeUnit.SECONDS)).contains("4001", "enough");
      expectOthersUnharmed(client);
      assertThat(served.server().statistics().cancelledByClients()).isZero();
    }
  }

  @Test
  void aClientMayEndItsHalfWithItsCloseAsBrowsersDo() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      peer.text("last");
      client.data(1, true, WebSocketBytes.close(4001, "enough"));
      assertThat(peer.readText()).isEqualTo("last");
      peer.expectClose(4001).expectEnd();
      assertThat(ended.get(10, TimeUnit.SECONDS)).contains("4001", "enough");
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isZero();
      logged.expectNothing();
    }
  }

  @ParameterizedTest
  @CsvSource({"close, 4002", "return, 1000", "throw, 1011"})
  void theServersCodeIsSeenAndAnswered(String how, int code) throws Exception {
    WebSocketHandler handler =
        socket -> {
          if (how.equals("close")) {
            socket.close(4002, "enough");
            assertThat(socket.receive()).isEmpty();
          } else if (how.equals("throw")) {
            throw new IllegalStateException("broken");
          }
          ended.complete("in order");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(handler);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1).expectClose(code);
      peer.send(WebSocketBytes.close(code, "")).expectEnd();
      peer.sendNoMore();
      expectOthersUnharmed(client);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isZero();
      assertThat(logged.records()).hasSize(how.equals("throw") ? 1 : 0);
    }
  }

  @Test
  void messagesAreCompressedBothWays() throws Exception {
    String text = "the same again ".repeat(1000);
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer =
          StreamPeer.open(client, 1, "sec-websocket-extensions", "permessage-deflate");
      assertThat(peer.field("sec-websocket-extensions")).startsWith("permessage-deflate");
      int first = WebSocketBytes.TEXT | WebSocketBytes.COMPRESSED;
      peer.send(WebSocketBytes.frame(first, WebSocketBytes.deflated(text)));
      Frame back = peer.read();
      assertThat(back.first()).isEqualTo(first);
      assertThat(back.payload()).hasSizeLessThan(text.length() / 10);
      assertThat(WebSocketBytes.inflated(back.payload(), 20_000)).isEqualTo(text);
    }
  }

  @Test
  void aSubprotocolIsAgreedOn() throws Exception {
    WebSocketOptions options = WebSocketOptions.defaults().withSubprotocols("chat");
    try (Served served = serving(options, this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1, "sec-websocket-protocol", "other, chat");
      assertThat(peer.field("sec-websocket-protocol")).isEqualTo("chat");
      assertThat(peer.field("sec-websocket-accept")).as("that is of HTTP/1.1").isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "origin, http://elsewhere, 403",
    "sec-websocket-version, 12, 400",
    "sec-websocket-extensions, ;, 400"
  })
  void aHandshakeThatIsRefusedIsAnswered(String field, String value, int status) throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      if (field.endsWith("version")) {
        client.request(1, false, "CONNECT", "/chat", ":protocol", "websocket", field, value);
      } else {
        StreamPeer.ask(client, 1, field, value);
      }
      assertThat(client.await(Http2Client.HEADERS, 1).status()).isEqualTo("" + status);
      expectOthersUnharmed(client);
      assertThat(served.server().statistics().clientErrors()).isEqualTo(1);
    }
  }

  @Test
  void aViolationCostsItsStreamAndNoOther() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::waitForTheEnd);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer bad = StreamPeer.open(client, 1);
      StreamPeer good = StreamPeer.open(client, 3);
      client.data(1, false, new byte[] {(byte) WebSocketBytes.TEXT, 1, 'a'});
      bad.expectClose(1002).expectEnd();
      assertThat(ended.get(10, TimeUnit.SECONDS)).contains("1002");
      assertThat(good.text("still here").readText()).isEqualTo("still here");
      logged.expectNothing();
    }
  }

  @Test
  void aHundredOfThemShareAConnection() throws Exception {
    try (Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      List<StreamPeer> peers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        peers.add(StreamPeer.open(client, 2 * i + 1));
      }
      for (int i = 0; i < 100; i++) {
        peers.get(i).text("to " + i);
      }
      for (int i = 99; i >= 0; i--) {
        assertThat(peers.get(i).readText()).isEqualTo("to " + i);
      }
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(1);
    }
  }
}
