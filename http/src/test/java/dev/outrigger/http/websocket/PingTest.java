package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class PingTest {
  private final TaskBackend backend;

  PingTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static WebSocketOptions options(int interval, int patience) {
    return WebSocketOptions.defaults()
        .withPingInterval(Duration.ofMillis(interval))
        .withPongTimeout(Duration.ofMillis(patience));
  }

  @Test
  void aPeerThatDoesNotAnswerAPingIsCutOff() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          try {
            socket.receive();
          } catch (WebSocketException e) {
            seen.complete(e.getMessage() + ", " + e.code());
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, options(50, 100), handler);
        Peer peer = talk.peer()) {
      assertThat(peer.read().first()).isEqualTo(Peer.FIN | Peer.PING);
      assertThat(seen.get(10, TimeUnit.SECONDS))
          .isEqualTo("the WebSocket is gone: no answer to a ping within 100 ms, 1006");
      peer.expectEof();
      logged.expectNothing();
    }
  }

  @Test
  void aHandlerThatDoesNotReceiveIsCancelledForAPeerThatIsGone() throws Exception {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          try {
            new CountDownLatch(1).await();
          } finally {
            cancelled.complete(Scope.current().orElseThrow().isCancelled());
          }
        };
    try (Talk talk = Talk.with(backend, options(50, 100), handler);
        Peer peer = talk.peer()) {
      assertThat(peer.read().first()).isEqualTo(Peer.FIN | Peer.PING);
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aPeerThatAnswersStays() throws Exception {
    try (Talk talk = Talk.with(backend, options(20, 5000), Talk.ECHO);
        Peer peer = talk.peer()) {
      for (int i = 0; i < 5; i++) {
        assertThat(peer.read().first()).isEqualTo(Peer.FIN | Peer.PING);
        peer.frame(Peer.FIN | Peer.PONG, new byte[0]);
      }
      peer.text("still there");
      Frame answer = peer.read();
      while (answer.opcode() == Peer.PING) {
        answer = peer.read();
      }
      assertThat(answer.text()).isEqualTo("still there");
    }
  }

  @Test
  void aPeerThatNobodyReadsIsNotBlamed() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    WebSocketHandler slow =
        socket -> {
          goOn.await();
          Talk.ECHO.handle(socket);
        };
    try (Talk talk = Talk.with(backend, options(30, 60).withUnread(0), slow);
        Peer peer = talk.peer()) {
      peer.text("unread");
      // None of these is answered, for a pong would not be read either.
      for (int i = 0; i < 5; i++) {
        assertThat(peer.read().first()).isEqualTo(Peer.FIN | Peer.PING);
      }
      goOn.countDown();
      Frame answer = peer.read();
      while (answer.opcode() == Peer.PING) {
        answer = peer.read();
      }
      assertThat(answer.text()).isEqualTo("unread");
    }
  }

  @Test
  void theHandlerMayPingToo() throws Exception {
    WebSocketHandler pinging =
        socket -> {
          socket.ping();
          socket.send("after");
        };
    try (Talk talk = Talk.with(backend, pinging);
        Peer peer = talk.peer()) {
      assertThat(peer.read().first()).isEqualTo(Peer.FIN | Peer.PING);
      assertThat(peer.readText()).isEqualTo("after");
    }
  }
}
