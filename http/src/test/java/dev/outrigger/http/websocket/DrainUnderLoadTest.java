package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.DrainRounds;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server is drained at any moment of many WebSockets' lives: every message that a client sent
 * before its Close is received, every one that a handler sent arrives, and each peer gets its code.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(120)
class DrainUnderLoadTest {
  private static final DrainRounds ROUNDS = new DrainRounds(8, 6, Duration.ofMillis(80));
  private static final int LEAVE = 1012;

  private final TaskBackend backend;
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();
  // What the handler of each WebSocket has taken, or sent.
  private final Map<String, CompletableFuture<Integer>> done = new ConcurrentHashMap<>();

  DrainUnderLoadTest(TaskBackend backend) {
    this.backend = backend;
  }

  private CompletableFuture<Integer> done(String path) {
    return done.computeIfAbsent(path, _ -> new CompletableFuture<>());
  }

  private HttpResponse answer(HttpRequest request) throws Exception {
    String path = request.path();
    return WebSockets.accept(
        request,
        socket -> done(path).complete(path.startsWith("/news") ? tell(socket) : hear(socket)));
  }

  /** Answers while it may, and takes what comes to the end. */
  private static int hear(WebSocket socket) throws Exception {
    int heard = 0;
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      assertThat(next.get()).isEqualTo(new Message.Text("" + heard));
      heard++;
      try {
        socket.send("heard");
      } catch (WebSocketException leaving) {
        // The client is on its way out, or is asked to leave.
      }
    }
    return heard;
  }

  /** Sends until it may no more. */
  private static int tell(WebSocket socket) throws Exception {
    int sent = 0;
    try {
      while (true) {
        socket.send("" + sent);
        sent++;
        if (sent % 3 == 0) {
          Time.sleep(Duration.ofMillis(1));
        }
      }
    } catch (WebSocketException leaving) {
      return sent;
    }
  }

  @Test
  void nothingThatWasAcceptedIsLost() throws Exception {
    try (LoggedLines logged = new LoggedLines()) {
      ROUNDS.run(backend, this::answer, this::visit);
      assertThat(told.get()).isGreaterThan(ROUNDS.rounds());
      assertThat(left.get()).isGreaterThan(ROUNDS.rounds());
      logged.expectNothing();
    }
  }

  /** Comes again and again, until nobody listens any more. */
  private void visit(InetSocketAddress server, int number, Random random) throws Exception {
    while (true) {
      try (Peer peer = new Peer(server)) {
        once(peer, random);
      }
    }
  }

  private void once(Peer peer, Random random) throws Exception {
    boolean listens = random.nextInt(3) == 0;
    String path = (listens ? "/news/" : "/chat/") + numbers.incrementAndGet();
    shakeHands(peer, path, random);
    // Some stay until they are asked to leave.
    int visits = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(20);
    int counted = listens ? listen(peer, visits) : chat(peer, visits, random);
    peer.expectEof();
    assertThat(done(path).get(10, TimeUnit.SECONDS)).as(path).isEqualTo(counted);
  }

  private static void shakeHands(Peer peer, String path, Random random) throws IOException {
    String head = WebSocketBytes.handshake().replace("/chat", path);
    int cut = 1 + random.nextInt(head.length() - 1);
    peer.send(head.substring(0, cut).getBytes(StandardCharsets.US_ASCII));
    LockSupport.parkNanos(random.nextLong(2_000_000));
    assertThat(peer.ask(head.substring(cut))).startsWith("HTTP/1.1 101 ");
  }

  /** How many messages were sent; they go in bursts, before their answers are read. */
  private int chat(Peer peer, int bursts, Random random) throws IOException {
    int sent = 0;
    int heard = 0;
    for (int burst = 0; burst < bursts; burst++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        peer.text("" + sent++);
      }
      for (; heard < sent; heard++) {
        WebSocketBytes.Frame frame = peer.read();
        if (frame.opcode() == Peer.CLOSE) {
          leave(peer, frame);
          return sent;
        }
        assertThat(frame.text()).isEqualTo("heard");
        told.incrementAndGet();
      }
    }
    peer.text("" + sent++);
    peer.bye(4000);
    WebSocketBytes.Frame frame = peer.read();
    if (frame.opcode() != Peer.CLOSE) {
      assertThat(frame.text()).isEqualTo("heard");
      frame = peer.read();
    }
    assertThat(frame.code()).isIn(4000, LEAVE);
    return sent;
  }

  /** How many messages have come. */
  private int listen(Peer peer, int longest) throws IOException {
    boolean leaving = false;
    for (int come = 0; ; come++) {
      WebSocketBytes.Frame frame = peer.read();
      if (frame.opcode() == Peer.CLOSE) {
        if (leaving) {
          assertThat(frame.code()).isIn(4000, LEAVE);
        } else {
          leave(peer, frame);
        }
        return come;
      }
      assertThat(frame.text()).isEqualTo("" + come);
      told.incrementAndGet();
      if (come == longest) {
        leaving = true;
        peer.bye(4000);
      }
    }
  }

  private void leave(Peer peer, WebSocketBytes.Frame asked) throws IOException {
    assertThat(asked.code()).isEqualTo(LEAVE);
    peer.bye(LEAVE);
    left.incrementAndGet();
  }
}
