package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Fate;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpStatistics;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketException;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of a WebSocket over HTTP/2 goes away at each step of its life. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class WebSocketDisconnectTest {
  private static final int LONG = 10_000;
  private static final int FIRST_WINDOW = 65_535;
  // So that one long message is all that may wait.
  private static final WebSocketOptions NARROW = WebSocketOptions.defaults().withUnread(LONG / 2);

  private final TaskBackend backend;
  private final Fate fate = new Fate();
  private final CountDownLatch never = new CountDownLatch(1);

  WebSocketDisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  enum Step {
    NOT_ACCEPTED_YET("none"),
    DATA_BEFORE_IT_IS_ACCEPTED("none"),
    IDLE("1006"),
    INSIDE_A_FRAME("1006"),
    INSIDE_A_MESSAGE("1006"),
    INSIDE_A_COMPRESSED_MESSAGE("1006"),
    MORE_THAN_IS_RECEIVED("1006"),
    SENDER_STOPPED_BY_THE_WINDOW("1006"),
    WE_HAVE_SAID_CLOSE("1006"),
    IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS("4001"),
    IT_HAS_ENDED_ITS_HALF_TOO_AND_NOBODY_LISTENS("4001"),
    BOTH_HAVE_SAID_CLOSE_AND_THE_HANDLER_WORKS_ON("4001");

    private final String code;

    Step(String code) {
      this.code = code;
    }

    boolean isAccepted() {
      return !code.equals("none");
    }

    boolean isCancelled() {
      return this != BOTH_HAVE_SAID_CLOSE_AND_THE_HANDLER_WORKS_ON;
    }
  }

  private HttpResponse handle(Step step, HttpRequest request) throws Exception {
    if (!request.path().equals("/chat")) {
      return HttpResponse.text(200, "quick");
    }
    if (step.isAccepted()) {
      return WebSockets.accept(request, NARROW, socket -> talk(step, socket));
    }
    fate.begins(request.scope());
    try {
      never.await();
    } finally {
      fate.ends("none");
    }
    return HttpResponse.text(200, "never");
  }

  private void talk(Step step, WebSocket socket) throws Exception {
    fate.begins(Scope.current().orElseThrow());
    try {
      switch (step) {
        case MORE_THAN_IS_RECEIVED,
            IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS,
            IT_HAS_ENDED_ITS_HALF_TOO_AND_NOBODY_LISTENS ->
            never.await();
        case SENDER_STOPPED_BY_THE_WINDOW -> {
          while (true) {
            socket.send(new byte[LONG]);
          }
        }
        case WE_HAVE_SAID_CLOSE -> {
          socket.close(4000, "");
          var _ = socket.receive();
        }
        case BOTH_HAVE_SAID_CLOSE_AND_THE_HANDLER_WORKS_ON -> {
          assertThat(socket.receive()).isEmpty();
          never.await();
        }
        default -> {
          var _ = socket.receive();
        }
      }
    } catch (WebSocketException lost) {
      // Who is told first is cancelled all the same.
      never.await();
    } finally {
      fate.ends(socket.closeStatus().map(CloseStatus::code).map(String::valueOf).orElse("?"));
    }
  }

  private void reach(Step step, Http2Client client) throws Exception {
    byte[] message = WebSocketBytes.frame(WebSocketBytes.BINARY, new byte[LONG]);
    if (!step.isAccepted()) {
      StreamPeer.ask(client, 1);
      fate.awaitBegin();
      if (step == Step.DATA_BEFORE_IT_IS_ACCEPTED) {
        client.data(1, false, message);
      }
      return;
    }
    StreamPeer peer = StreamPeer.open(client, 1, "sec-websocket-extensions", "permessage-deflate");
    fate.awaitBegin();
    byte[] close = WebSocketBytes.close(4001, "");
    switch (step) {
      case INSIDE_A_FRAME -> peer.send(Arrays.copyOf(message, LONG / 2));
      // The bit that says that it is the last is left out.
      case INSIDE_A_MESSAGE -> peer.send(WebSocketBytes.frame(0x02, new byte[LONG / 3]));
      case INSIDE_A_COMPRESSED_MESSAGE ->
          peer.send(WebSocketBytes.frame(0x41, WebSocketBytes.deflated("half of it")));
      case MORE_THAN_IS_RECEIVED -> {
        for (int i = 0; i < 20; i++) {
          peer.send(message);
        }
      }
      case SENDER_STOPPED_BY_THE_WINDOW -> {
        peer.withoutOpeningTheWindow();
        while (peer.taken() < FIRST_WINDOW - LONG) {
          peer.read();
        }
      }
      case WE_HAVE_SAID_CLOSE -> peer.expectClose(4000);
      case IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS -> peer.send(close);
      case IT_HAS_ENDED_ITS_HALF_TOO_AND_NOBODY_LISTENS -> client.data(1, true, close);
      case BOTH_HAVE_SAID_CLOSE_AND_THE_HANDLER_WORKS_ON -> peer.send(close).expectClose(4001);
      default -> {}
    }
    // Once this is answered, the server has read what came before.
    client.get(3, "/").answer(3);
  }

  private void expectNothingLeft(Step step, Parting way, Served served, Http2Client client)
      throws Exception {
    if (step.isCancelled()) {
      fate.expectClientGone();
    } else {
      // It has lost nothing by it, and may finish; once another is served, its end was seen.
      try (RawClient other = served.client()) {
        assertThat(other.get("/").read().body()).isEqualTo("quick");
      }
      never.countDown();
    }
    assertThat(fate.end()).isEqualTo(step.code);
    Served.until(() -> statistics(served).requestsRunning() == 0);
    if (way == Parting.RESET_OF_THE_STREAM) {
      assertThat(client.get(99, "/").answer(99).body()).isEqualTo("quick");
      client.leave();
    }
    Served.until(() -> statistics(served).connectionsOpen() == 0);
    assertThat(statistics(served).cancelledByClients()).isEqualTo(step.isCancelled() ? 1 : 0);
    assertThat(fate.isCancelled()).isEqualTo(step.isCancelled());
  }

  private static HttpStatistics statistics(Served served) {
    return served.server().statistics();
  }

  @ParameterizedTest
  @EnumSource
  void aResetOfItsStreamLeavesNothingOfItAndHarmsNoOther(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.RESET_OF_THE_STREAM);
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.CLOSE);
  }

  @ParameterizedTest
  @EnumSource
  void whoResetsLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.RESET);
  }

  @ParameterizedTest
  @EnumSource
  void whoSaysGoodbyeLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.GOAWAY);
  }

  private void expectNothingLeftBy(Step step, Parting way) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        LoggedLines netty = new LoggedLines("io.netty");
        Served served = Served.by(backend, request -> handle(step, request));
        Http2Client client = Http2Client.greeted(served)) {
      reach(step, client);
      way.from(client);
      expectNothingLeft(step, way, served, client);
      logged.expectNothing();
      assertThat(netty.records()).isEmpty();
    }
  }
}
