package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Fate;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A WebSocket's client goes away at each step of its life. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class DisconnectTest {
  private final TaskBackend backend;
  private final Fate fate = new Fate();

  DisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  enum Step {
    HANDSHAKE_HALF_SENT,
    IDLE,
    INSIDE_A_FRAME,
    INSIDE_A_MESSAGE,
    MESSAGES_NOT_RECEIVED,
    SENDER_SUSPENDED,
    MANY_SMALL_MESSAGES_SENT,
    WE_HAVE_SAID_CLOSE,
    IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS;

    boolean hasHandler() {
      return this != HANDSHAKE_HALF_SENT;
    }
  }

  private void handle(Step step, WebSocket socket) throws Exception {
    fate.begins(Scope.current().orElseThrow());
    try {
      switch (step) {
        case MESSAGES_NOT_RECEIVED, IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS ->
            new CountDownLatch(1).await();
        case SENDER_SUSPENDED -> {
          while (true) {
            socket.send(new byte[10_000]);
          }
        }
        case MANY_SMALL_MESSAGES_SENT -> {
          while (true) {
            socket.send("x");
          }
        }
        case WE_HAVE_SAID_CLOSE -> {
          socket.close(4000, "");
          var _ = socket.receive();
        }
        default -> {
          var _ = socket.receive();
        }
      }
    } catch (WebSocketException lost) {
      // Who is told first is cancelled all the same.
      new CountDownLatch(1).await();
    } finally {
      fate.ends("" + socket.closeStatus().map(CloseStatus::code));
    }
  }

  private static void reach(Step step, Peer peer) throws Exception {
    String handshake = "GET /chat HTTP/1.1\r\nHost: test\r\nUpgrade: webso";
    if (!step.hasHandler()) {
      peer.send(handshake.getBytes(StandardCharsets.US_ASCII));
      return;
    }
    peer.shakeHands();
    byte[] message = Peer.cheap(Peer.FIN | Peer.BINARY, new byte[10_000]);
    switch (step) {
      case INSIDE_A_FRAME -> peer.send(Arrays.copyOf(message, 5_000));
      case INSIDE_A_MESSAGE -> peer.send(Peer.cheap(Peer.BINARY, new byte[10_000]));
      case MESSAGES_NOT_RECEIVED -> peer.send(message).send(message);
      case SENDER_SUSPENDED, MANY_SMALL_MESSAGES_SENT -> peer.read();
      case WE_HAVE_SAID_CLOSE -> assertThat(peer.read().code()).isEqualTo(4000);
      case IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS -> peer.bye(1000);
      default -> {}
    }
  }

  private void expectNothingLeft(Step step, Talk talk) throws Exception {
    Served.until(() -> talk.server().statistics().connectionsOpen() == 0);
    Served.until(() -> talk.server().statistics().requestsRunning() == 0);
    int handlers = step.hasHandler() ? 1 : 0;
    assertThat(talk.server().statistics().cancelledByClients()).isEqualTo(handlers);
    if (step.hasHandler()) {
      fate.expectClientGone();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Peer::leave);
  }

  @ParameterizedTest
  @EnumSource
  void whoResetsLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Peer::reset);
  }

  private interface Leaving {
    void by(Peer peer) throws Exception;
  }

  private void expectNothingLeftBy(Step step, Leaving way) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, socket -> handle(step, socket));
        Peer peer = talk.connect()) {
      reach(step, peer);
      Served.until(() -> talk.server().statistics().connectionsOpen() == 1);
      if (step.hasHandler()) {
        fate.awaitBegin();
      }
      way.by(peer);
      expectNothingLeft(step, talk);
      if (step.hasHandler()) {
        int code = step == Step.IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS ? 1000 : 1006;
        assertThat(fate.end()).isEqualTo("Optional[" + code + "]");
      }
      logged.expectNothing();
    }
  }

  @Test
  void aHandlerThatNeitherReceivesNorSendsIsCancelledOnceItsPeerHasClosed() throws Exception {
    WebSocketOptions hasty = WebSocketOptions.defaults().withCloseTimeout(Duration.ofMillis(100));
    WebSocketHandler deaf = socket -> handle(Step.MESSAGES_NOT_RECEIVED, socket);
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, hasty, deaf);
        Peer peer = talk.peer()) {
      fate.awaitBegin();
      peer.bye(4001).expectEnd(4001);
      expectNothingLeft(Step.IT_HAS_SAID_CLOSE_AND_NOBODY_LISTENS, talk);
      assertThat(fate.end()).isEqualTo("Optional[4001]");
      logged.expectNothing();
    }
  }
}
