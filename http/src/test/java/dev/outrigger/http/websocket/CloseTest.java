package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class CloseTest {
  private static final WebSocketOptions HASTY =
      WebSocketOptions.defaults().withCloseTimeout(Duration.ofMillis(100));

  private final TaskBackend backend;

  CloseTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void aHandlerThatReturnsClosesInOrder() throws Exception {
    try (Talk talk = Talk.with(backend, socket -> socket.send("bye"));
        Peer peer = talk.peer()) {
      assertThat(peer.readText()).isEqualTo("bye");
      assertThat(peer.read().code()).isEqualTo(1000);
      peer.bye(1000).expectEof();
    }
  }

  @Test
  void aHandlerThatThrowsClosesWith1011AndIsLogged() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Talk talk =
            Talk.with(
                backend,
                socket -> {
                  throw new IllegalStateException("broken");
                });
        Peer peer = talk.peer()) {
      assertThat(peer.read().code()).isEqualTo(1011);
      peer.bye(1011).expectEof();
      assertThat(logged.records())
          .singleElement()
          .satisfies(record ->
              assertThat(LoggedLines.text(record))
                  .startsWith("the handler of the WebSocket of GET /chat from ")
                  .endsWith(" failed; the client got close code 1011"));
    }
  }

  @Test
  void aHandlerMayCloseAndReadOn() throws Exception {
    CompletableFuture<String> rest = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          socket.close(4000, "enough");
          assertThatThrownBy(() -> socket.send("more"))
              .isInstanceOf(WebSocketException.class)
              .hasMessage("this side closed the WebSocket with 4000 (enough)");
          rest.complete(socket.receive() + " " + socket.receive() + " " + socket.closeStatus());
        };
    try (Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      Frame close = peer.read();
      assertThat(close.code()).isEqualTo(4000);
      assertThat(close.text()).endsWith("enough");
      peer.text("last").bye(4000).expectEof();
      assertThat(rest.get(10, TimeUnit.SECONDS))
          .isEqualTo("Optional[Text[text=last]] Optional.empty Optional[4000]");
    }
  }

  @Test
  void whatCameBeforeACloseIsStillAnswered() throws Exception {
    WebSocketHandler handler =
        socket -> {
          Optional<Message> first = socket.receive();
          Served.until(() -> socket.closeStatus().isPresent());
          socket.send(first.toString());
          socket.send(socket.receive().toString());
          assertThat(socket.receive()).isEmpty();
          assertThatThrownBy(() -> socket.send("late"))
              .isInstanceOf(WebSocketException.class)
              .hasMessage("the client closed the WebSocket with 1001");
        };
    try (Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      peer.text("one").text("two").bye(1001);
      assertThat(peer.readText()).isEqualTo("Optional[Text[text=one]]");
      assertThat(peer.readText()).isEqualTo("Optional[Text[text=two]]");
      peer.expectEnd(1001);
    }
  }

  @Test
  void aHandlerThatOnlySendsLearnsOfACloseByIt() throws Exception {
    CompletableFuture<Integer> code = new CompletableFuture<>();
    WebSocketHandler ticker =
        socket -> {
          try {
            while (true) {
              socket.send("tick");
              Thread.sleep(1);
            }
          } catch (WebSocketException e) {
            code.complete(e.code());
          }
        };
    try (Talk talk = Talk.with(backend, ticker);
        Peer peer = talk.peer()) {
      peer.readText();
      peer.bye(1001);
      assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
    }
  }

  @Test
  void aHandlerIsNotCancelledForAClientThatLeftInOrder() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          boolean inOrder = socket.receive().isEmpty();
          assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
          cancelled.complete(!inOrder || Scope.current().orElseThrow().isCancelled());
        };
    try (Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      assertThat(peer.bye(1000).read().code()).isEqualTo(1000);
      peer.leave();
      // Whoever connects later is answered later than that was noticed.
      talk.peer().close();
      gone.countDown();
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void aHandlerThatTakesNoNoticeOfACloseIsCancelled() throws Exception {
    CountDownLatch took = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          socket.receive();
          try {
            took.countDown();
            new CountDownLatch(1).await();
          } finally {
            cancelled.complete(Scope.current().orElseThrow().isCancelled());
          }
        };
    try (Talk talk = Talk.with(backend, HASTY, handler);
        Peer peer = talk.peer()) {
      peer.text("go");
      assertThat(took.await(10, TimeUnit.SECONDS)).isTrue();
      peer.bye(1000);
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
      peer.drain();
    }
  }

  @Test
  void aPeerThatDoesNotAnswerACloseIsCutOff() throws Exception {
    CompletableFuture<WebSocketException> seen = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          socket.close(1000, "");
          try {
            Optional<Message> _ = socket.receive();
          } catch (WebSocketException e) {
            seen.complete(e);
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, HASTY, handler);
        Peer peer = talk.peer()) {
      peer.expectEnd(1000);
      assertThat(seen.get(10, TimeUnit.SECONDS))
          .hasMessage("the WebSocket is gone: no answer to a close within 100 ms");
      logged.expectNothing();
    }
  }

  @Test
  void aClientThatLeavesWithoutAWordCancelsTheHandler() throws Exception {
    lost(Peer::leave);
  }

  @Test
  void aClientThatResetsCancelsTheHandler() throws Exception {
    lost(Peer::reset);
  }

  @Test
  void aClientThatLeavesInsideOfAFrameCancelsTheHandler() throws Exception {
    lost(peer -> peer.send(new byte[] {(byte) 0x81, (byte) 0x85, 1, 2}).leave());
  }

  @Test
  void aClientThatLeavesInsideOfAMessageCancelsTheHandler() throws Exception {
    lost(peer -> peer.frame(Peer.TEXT, new byte[] {'h'}).reset());
  }

  /** Something that a client does. */
  private interface Doing {
    void by(Peer peer) throws Exception;
  }

  private void lost(Doing leave) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<String> reason = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            reason.complete(
                Scope.current().orElseThrow().cancellation().orElseThrow().source()
                    + " "
                    + socket.closeStatus().orElseThrow().code());
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      leave.by(peer);
      assertThat(reason.get(10, TimeUnit.SECONDS)).isEqualTo("CLIENT_GONE 1006");
      Served.until(() -> talk.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aServerThatDrainsAsksToLeaveWith1012() throws Exception {
    CompletableFuture<Optional<Message>> end = new CompletableFuture<>();
    try (Talk talk = Talk.with(backend, socket -> end.complete(socket.receive()));
        Peer peer = talk.peer()) {
      FutureTask<Boolean> draining =
          new FutureTask<>(() -> talk.server().drain(Duration.ofSeconds(10)));
      Thread _ = Thread.startVirtualThread(draining);
      Frame close = peer.read();
      assertThat(close.code()).isEqualTo(1012);
      peer.bye(1012).expectEof();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEmpty();
      assertThat(draining.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aServerThatIsStoppedCancelsTheHandler() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            cancelled.complete(Scope.current().orElseThrow().isCancelled());
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      talk.end();
      assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
      peer.drain();
      logged.expectNothing();
    }
  }

  @Test
  void codesAndReasonsThatCannotTravelAreRefused() throws Exception {
    CompletableFuture<String> said = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          String code = refusal(() -> socket.close(1005, ""));
          String reason = refusal(() -> socket.close(1000, "ü".repeat(62)));
          said.complete(code + "\n" + reason);
        };
    try (Talk talk = Talk.with(backend, handler);
        Peer peer = talk.peer()) {
      peer.read();
      assertThat(said.get(10, TimeUnit.SECONDS))
          .isEqualTo(
              "close code 1005 cannot be sent; take 1000 to 1003, 1007 to 1014, or one of your own"
                  + " from 3000 to 4999\n"
                  + "the reason of a close has at most 123 bytes in UTF-8, but this one had 124");
    }
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
