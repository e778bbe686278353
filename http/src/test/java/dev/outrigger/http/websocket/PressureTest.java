package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.Stall;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Back-pressure, both ways. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class PressureTest {
  private static final int PIECE = 16 * 1024;
  // More than the kernel's buffers of both sides hold.
  private static final int MUCH = 1000;

  private final TaskBackend backend;

  PressureTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void aPeerThatDoesNotReadSuspendsTheSender() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    WebSocketHandler flood =
        socket -> {
          for (int i = 0; i < MUCH; i++) {
            socket.send(new byte[PIECE]);
            sent.incrementAndGet();
          }
        };
    try (Talk talk = Talk.with(backend, flood);
        Peer peer = talk.peer()) {
      assertThat(Stall.of(sent::get)).isLessThan(MUCH);
      for (int i = 0; i < MUCH; i++) {
        assertThat(peer.read().payload()).hasSize(PIECE);
      }
      assertThat(peer.read().code()).isEqualTo(1000);
    }
  }

  @Test
  void aHandlerThatDoesNotReceiveStopsTheReading() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Integer> received = new CompletableFuture<>();
    WebSocketHandler slow =
        socket -> {
          goOn.await();
          int count = 0;
          while (socket.receive().isPresent()) {
            count++;
          }
          received.complete(count);
        };
    try (Talk talk = Talk.with(backend, slow);
        Peer peer = talk.peer()) {
      AtomicInteger sent = new AtomicInteger();
      Thread writer = Thread.startVirtualThread(() -> write(peer, sent));
      assertThat(Stall.of(sent::get)).isLessThan(MUCH);
      goOn.countDown();
      writer.join();
      peer.bye(1000).expectEnd(1000);
      assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(MUCH);
    }
  }

  private static void write(Peer peer, AtomicInteger sent) {
    try {
      byte[] frame = Peer.cheap(Peer.FIN | Peer.BINARY, new byte[PIECE]);
      for (int i = 0; i < MUCH; i++) {
        peer.send(frame);
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void messagesOfManyTasksArriveWhole() throws Exception {
    int tasks = 20;
    int each = 30;
    WebSocketHandler many =
        socket ->
            TaskGroup.run(group -> {
              for (int task = 0; task < tasks; task++) {
                String text = (char) ('a' + task) + "-".repeat(PIECE);
                Task<Integer> _ = group.spawn("sender", () -> send(socket, text, each));
              }
              return tasks;
            });
    try (Talk talk = Talk.with(backend, many);
        Peer peer = talk.peer()) {
      int[] counts = new int[tasks];
      for (int i = 0; i < tasks * each; i++) {
        String text = peer.readText();
        assertThat(text).hasSize(PIECE + 1).endsWith("-".repeat(PIECE));
        counts[text.charAt(0) - 'a']++;
      }
      assertThat(counts).containsOnly(each);
    }
  }

  private static int send(WebSocket socket, String text, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      socket.send(text);
    }
    return times;
  }

  @Test
  void aSuspendedSenderIsFreedWhenThePeerGoes() throws Exception {
    Flood flood = new Flood();
    try (Talk talk = Talk.with(backend, flood);
        Peer peer = talk.peer()) {
      peer.read();
      peer.reset();
      flood.awaitStop();
      Served.until(() -> talk.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aSecondReceiverIsRefused() throws Exception {
    CompletableFuture<String> refusal = new CompletableFuture<>();
    WebSocketHandler two =
        socket ->
            TaskGroup.run(group -> {
              Task<Boolean> _ = group.spawn("one", () -> receive(socket, refusal));
              Task<Boolean> _ = group.spawn("other", () -> receive(socket, refusal));
              return 2;
            });
    try (Talk talk = Talk.with(backend, two);
        Peer peer = talk.peer()) {
      assertThat(refusal.get(10, TimeUnit.SECONDS))
          .matches(
              "the WebSocket is being received from by (thread \\d+|\\S.*\\S) already: let one task"
                  + " receive, and hand on what it has received");
      peer.text("end").read();
    }
  }

  /** Whichever comes second is refused; the first has the message. */
  private static boolean receive(WebSocket socket, CompletableFuture<String> refusal)
      throws Exception {
    try {
      return socket.receive().isPresent();
    } catch (IllegalStateException e) {
      return refusal.complete(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void aPeerThatFloodsWithPingsGetsTheLastPong() throws Exception {
    int pings = 100_000;
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      byte[] ping = Peer.cheap(Peer.FIN | Peer.PING, new byte[125]);
      byte[] last = Peer.cheap(Peer.FIN | Peer.PING, new byte[] {'z'});
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              for (int i = 0; i < pings; i++) {
                peer.send(ping);
              }
              peer.send(last);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      writer.join();
      int pongs = 1;
      while (!peer.read().text().equals("z")) {
        pongs++;
      }
      assertThat(pongs).isLessThan(pings);
    }
  }

  @Test
  void nothingGoesWhenItsHandlerHasEnded() throws Exception {
    CompletableFuture<WebSocket> kept = new CompletableFuture<>();
    try (Talk talk = Talk.with(backend, kept::complete);
        Peer peer = talk.peer()) {
      assertThat(peer.read().code()).isEqualTo(1000);
      WebSocket socket = kept.get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> socket.send("late")).isInstanceOf(WebSocketException.class);
      assertThatThrownBy(socket::receive)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the handler of this WebSocket has ended");
      peer.bye(1000).expectEof();
    }
  }

  @Test
  void aPeerThatPingsButDoesNotReadIsCutOff() throws Exception {
    Flood flood = new Flood();
    Limits limits = Limits.defaults().withWriteTimeout(Duration.ofMillis(500));
    try (Served served = Served.by(backend, limits, request -> WebSockets.accept(request, flood));
        Peer peer = new Peer(served.server().address())) {
      peer.shakeHands();
      Thread _ = Thread.startVirtualThread(() -> pingWhileItGoes(peer));
      flood.awaitStop();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  private static void pingWhileItGoes(Peer peer) {
    try {
      while (true) {
        peer.frame(Peer.FIN | Peer.PING, new byte[1]);
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException cut) {
      // That is the end.
    }
  }
}
