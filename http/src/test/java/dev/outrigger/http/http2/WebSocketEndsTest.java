package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Fate;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.Flood;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketException;
import dev.outrigger.http.websocket.WebSocketHandler;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSockets on streams of HTTP/2 that end before their time. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class WebSocketEndsTest {
  private static final int CANCEL = 8;
  private static final int FIRST_WINDOW = 65_535;

  private final TaskBackend backend;
  private final CountDownLatch mayReceive = new CountDownLatch(1);
  private final Fate fate = new Fate();

  WebSocketEndsTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving(WebSocketHandler handler) {
    return Served.by(
        backend,
        request ->
            switch (request.path()) {
              case "/chat" -> WebSockets.accept(request, handler);
              case "/wait" -> {
                mayReceive.await();
                yield HttpResponse.text(200, "waited");
              }
              default -> HttpResponse.text(200, "quick");
            });
  }

  /** Sends back what comes, and says how it ended. */
  private void echo(WebSocket socket) throws Exception {
    fate.begins(Scope.current().orElseThrow());
    try {
      for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
        socket.send(next.get().toString());
      }
      fate.ends("in order " + socket.closeStatus());
    } catch (WebSocketException lost) {
      fate.ends(lost + " " + socket.closeStatus());
      // Who is told first is cancelled all the same.
      new CountDownLatch(1).await();
    } catch (Exception e) {
      fate.ends(e + " " + socket.closeStatus());
      throw e;
    }
  }

  private void expectLost(Served served, int lost) throws Exception {
    fate.expectClientGone();
    assertThat(fate.end()).contains("1006");
    Served.until(() -> served.server().statistics().cancelledByClients() == lost);
  }

  @Test
  void aResetOfTheStreamIsALostConnectionToItsHandlerAlone() throws Exception {
    AtomicInteger which = new AtomicInteger();
    WebSocketHandler handler =
        socket -> {
          if (which.getAndIncrement() == 0) {
            echo(socket);
          } else {
            var message = socket.receive();
            socket.send("unharmed " + message.isPresent());
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(handler);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer.open(client, 1);
      StreamPeer other = StreamPeer.open(client, 3);
      client.reset(1, CANCEL);
      expectLost(served, 1);
      assertThat(other.text("?").readText()).isEqualTo("unharmed true");
      logged.expectNothing();
    }
  }

  @Test
  void theEndOfTheClientsHalfIsALostConnectionToo() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      peer.sendNoMore();
      peer.expectEnd();
      expectLost(served, 1);
      assertThat(client.get(3, "/").answer(3).body()).isEqualTo("quick");
      logged.expectNothing();
    }
  }

  @Test
  void theEndOfTheConnectionEndsAllOfThem() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      for (int stream = 1; stream < 20; stream += 2) {
        StreamPeer.open(client, stream).text("half").readText();
      }
      client.abort();
      expectLost(served, 10);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(served.server().statistics().requestsRunning()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void aSuspendedSenderIsFreedByAReset() throws Exception {
    Flood flood = new Flood();
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(flood);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1).withoutOpeningTheWindow();
      while (peer.taken() < FIRST_WINDOW - Flood.PIECE) {
        peer.read();
      }
      client.reset(1, CANCEL);
      flood.awaitStop();
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(client.get(3, "/").answer(3).body()).isEqualTo("quick");
      logged.expectNothing();
    }
  }

  @Test
  void aDrainAsksThemToLeaveAndAnswersTheOthers() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer peer = StreamPeer.open(client, 1);
      client.get(3, "/wait");
      Served.until(() -> served.server().statistics().requestsRunning() == 2);
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(10)));
      assertThat(client.await(Http2Client.GOAWAY).error()).isZero();
      peer.expectClose(1012);
      peer.send(WebSocketBytes.close(1012, "")).expectEnd();
      peer.sendNoMore();
      assertThat(fate.end()).startsWith("in order").contains("1012");
      mayReceive.countDown();
      assertThat(client.answer(3).body()).isEqualTo("waited");
      client.readToEnd();
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(fate.isCancelled()).isFalse();
      assertThat(served.server().statistics().connectionsOpen()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void anAbortTellsWhyAndCancels() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(this::echo);
        Http2Client client = Http2Client.greeted(served)) {
      StreamPeer.open(client, 1);
      served.server().abort();
      assertThat(fate.cancellation().source()).isEqualTo(Cancellation.Source.SHUTDOWN);
      assertThat(client.readToEnd()).anyMatch(frame -> frame.type() == Http2Client.GOAWAY);
      logged.expectNothing();
    }
  }
}
