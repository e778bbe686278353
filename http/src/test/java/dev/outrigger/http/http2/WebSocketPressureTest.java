package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketHandler;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSockets on streams of HTTP/2: who waits for whom. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class WebSocketPressureTest {
  private static final int PIECE = 16 * 1024;
  private static final int FIRST_WINDOW = 65_535;

  private final TaskBackend backend;
  private final CountDownLatch mayReceive = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  WebSocketPressureTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving(WebSocketHandler handler) {
    return Served.by(
        backend,
        request ->
            request.path().equals("/chat")
                ? WebSockets.accept(request, handler)
                : HttpResponse.text(200, "quick"));
  }

  @Test
  void aPeerThatOpensNoWindowSuspendsTheSender() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    int pieces = 100;
    WebSocketHandler flood =
        socket -> {
          for (int i = 0; i < pieces; i++) {
            socket.send(new byte[PIECE]);
            sent.incrementAndGet();
          }
        };
    try (Served served = serving(flood);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1).withoutOpeningTheWindow();
      // One that has gone before the others came, and the four that may wait: two of them still do
      // when the window is used up, which is too many for a sixth.
      Served.until(() -> sent.get() >= 5);
      for (int stream = 3; stream < 43; stream += 2) {
        assertThat(client.get(stream, "/").answer(stream).body()).isEqualTo("quick");
      }
      assertThat(sent.get()).isLessThanOrEqualTo((FIRST_WINDOW + 64 * 1024) / PIECE + 2);
      client.window(1, pieces * 2 * PIECE);
      for (int i = 0; i < pieces; i++) {
        assertThat(peer.read().payload()).hasSize(PIECE);
      }
      peer.expectClose(1000);
    }
  }

  @Test
  void aHandlerThatDoesNotReceiveBringsItsPeerToAHalt() throws Exception {
    int pieces = 100;
    WebSocketHandler late =
        socket -> {
          mayReceive.await();
          int count = 0;
          while (socket.receive().isPresent()) {
            count++;
          }
          ended.complete("" + count);
        };
    try (Served served = serving(late);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      byte[] message = WebSocketBytes.frame(WebSocketBytes.BINARY, new byte[PIECE]);
      int window = Codec.STREAM_WINDOW;
      int sent = 0;
      while (window >= message.length) {
        peer.send(message);
        sent++;
        window -= message.length;
        if (window < message.length) {
          // What the server opens without the handler's doing is here by then.
          assertThat(client.get(2 * sent + 1, "/").answer(2 * sent + 1).status()).isEqualTo(200);
          window += opened(client);
        }
      }
      assertThat(sent).isLessThan(pieces);
      mayReceive.countDown();
      for (; sent < pieces; sent++) {
        while (window < message.length) {
          Http2Client.Frame update = client.await(Http2Client.WINDOW_UPDATE, 1);
          window += update.lastStream();
        }
        peer.send(message);
        window -= message.length;
      }
      peer.send(WebSocketBytes.close(1000, "")).expectClose(1000);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("" + pieces);
    }
  }

  /** What has been opened of the first stream's window; a PING shows where to stop. */
  private static int opened(Http2Client client) throws Exception {
    client.frame(Http2Client.PING, 0, 0, new byte[8]);
    int more = 0;
    while (true) {
      Http2Client.Frame next =
          client.await(frame ->
              (frame.type() == Http2Client.WINDOW_UPDATE && frame.stream() == 1)
                  || (frame.type() == Http2Client.PING && frame.flags() == Http2Client.ACK));
      if (next.type() == Http2Client.PING) {
        return more;
      }
      more += next.lastStream();
    }
  }

  @Test
  void whatCameBeforeTheAnswerIsGivenBackToTheWindow() throws Exception {
    CountDownLatch mayAccept = new CountDownLatch(1);
    HttpHandler late =
        request -> {
          mayAccept.await();
          return WebSockets.accept(
              request,
              socket -> {
                int bytes = 0;
                for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
                  bytes += next.get().toString().length();
                }
                ended.complete("heard " + (bytes > 0));
              });
        };
    try (Served served = Served.by(backend, late);
        Http2Client client = Http2Client.greeted(served)) {
      // From then on the window is the server's own.
      client.await(Http2Client.SETTINGS);
      StreamPeer.ask(client, 1);
      byte[] message = WebSocketBytes.frame(WebSocketBytes.BINARY, new byte[PIECE]);
      int window = Codec.STREAM_WINDOW;
      for (; window >= message.length; window -= message.length) {
        client.data(1, false, Arrays.copyOf(message, PIECE));
        client.data(1, false, Arrays.copyOfRange(message, PIECE, message.length));
      }
      mayAccept.countDown();
      StreamPeer peer = StreamPeer.of(client, 1);
      while (window < Codec.STREAM_WINDOW / 2) {
        window += client.await(Http2Client.WINDOW_UPDATE, 1).lastStream();
      }
      peer.send(WebSocketBytes.close(1000, "")).expectClose(1000);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("heard true");
    }
  }
}
