package dev.outrigger.http.http2;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why a client of HTTP/2 did not get what it wanted is one line at debug level. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class RefusalLogTest {
  private static final Duration BRIEF = Duration.ofMillis(500);
  private static final WebSocketOptions SMALL = WebSocketOptions.defaults().withMessage(1000);

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final LoggedLines logged = new LoggedLines(Level.FINE);

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private HttpResponse handle(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/wait" -> {
        mayEnd.await();
        yield HttpResponse.text(200, "waited");
      }
      case "/chat" -> WebSockets.accept(request, SMALL, socket -> socket.receive());
      default -> HttpResponse.of(200, "", request.body().bytes());
    };
  }

  private Served serving(Limits limits) {
    return Served.by(TaskBackend.LOOP_CARRIED, limits, this::handle);
  }

  @Test
  void aPrefaceThatIsNotWhole() throws Exception {
    try (Served served = serving(Limits.defaults().withHeaderTimeout(BRIEF));
        Http2Client client = Http2Client.silent(served)) {
      client.raw(Http2Client.PREFACE.getBytes(StandardCharsets.US_ASCII));
      logged.expectAtDebug(client.name() + " is closed: its preface did not come in time");
    }
  }

  @Test
  void aFrameThatIsNotWhole() throws Exception {
    try (Served served = serving(Limits.defaults().withHeaderTimeout(BRIEF));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/").answer(1);
      client.raw(new byte[] {0, 0, 100, 1, 4});
      logged.expectAtDebug(client.name() + " is closed: a frame was not complete in time");
    }
  }

  @Test
  void aClientThatAsksForNothing() throws Exception {
    try (Served served = serving(Limits.defaults().withIdleTimeout(BRIEF));
        Http2Client client = Http2Client.greeted(served)) {
      logged.expectAtDebug(client.name() + " is closed: it asked for nothing in time");
    }
  }

  @Test
  void aStreamTooMany() throws Exception {
    try (Served served = serving(Limits.defaults().withStreams(1));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").get(3, "/wait").await(Http2Client.RST_STREAM, 3);
      logged.expectAtDebug(
          "a stream of "
              + client.name()
              + " is reset: Maximum active streams violated for this endpoint: 1");
      mayEnd.countDown();
    }
  }

  @Test
  void aBodyThatIsTooLong() throws Exception {
    try (Served served = serving(Limits.defaults().withBodyCeiling(5));
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/").data(1, false, "123456");
      logged.expectAtDebug(
          client.name() + " gets 413: the body is longer than the 5 bytes let in here");
    }
  }

  @Test
  void aMessageThatIsTooLong() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      peer.send(WebSocketBytes.frame(WebSocketBytes.BINARY, new byte[1001]));
      peer.expectClose(1009);
      logged.expectAtDebug(
          "CONNECT /chat from /"
              + client.name()
              + ": the WebSocket failed with 1009 (a message has at most 1000 bytes here)");
    }
  }
}
