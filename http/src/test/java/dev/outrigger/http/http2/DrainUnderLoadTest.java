package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.DrainRounds;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server is drained at any moment of the lives of many streams, WebSockets among them: each
 * stream up to the last one of the GOAWAY is answered whole, and each WebSocket is asked to leave.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(120)
class DrainUnderLoadTest {
  private static final DrainRounds ROUNDS = new DrainRounds(6, 4, Duration.ofMillis(100));
  private static final String LONG = "0123456789".repeat(2_000);

  private final TaskBackend backend;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  DrainUnderLoadTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static HttpResponse answer(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/slow" -> {
        Time.sleep(Duration.ofMillis(5));
        yield HttpResponse.text(200, "slow");
      }
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes());
      case "/stream" -> HttpResponse.stream(200, "", DrainUnderLoadTest::stream);
      case "/chat" -> WebSockets.accept(request, DrainUnderLoadTest::echo);
      default -> HttpResponse.text(200, "quick");
    };
  }

  private static void stream(ResponseStream out) throws Exception {
    for (int i = 0; i < 2; i++) {
      out.write(LONG.substring(0, LONG.length() / 2));
      out.flush();
      Time.sleep(Duration.ofMillis(1));
    }
  }

  private static void echo(WebSocket socket) throws Exception {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      socket.send("heard");
    }
  }

  @Test
  void nothingThatWasAcceptedIsLost() throws Exception {
    ROUNDS.run(backend, DrainUnderLoadTest::answer, this::visit);
    assertThat(answered.get()).isGreaterThan(ROUNDS.rounds());
    assertThat(left.get()).isPositive();
  }

  private void visit(InetSocketAddress server, int number, Random random) throws IOException {
    try (Http2Client client = Http2Client.silent(server)) {
      client.greet();
      if (number == 0) {
        chat(client, random);
      } else {
        ask(client, random);
      }
    }
  }

  /** Three streams at a time, until the server has told which was the last. */
  private void ask(Http2Client client, Random random) throws IOException {
    for (int stream = 1; ; stream += 6) {
      int kind = random.nextInt(3);
      try {
        client.get(stream, "/slow").get(stream + 2, "/stream").post(stream + 4, "/echo");
        client.data(stream + 4, false, "01234");
        LockSupport.parkNanos(random.nextLong(1 + 1_000_000L * kind));
        client.data(stream + 4, true, "56789");
      } catch (IOException closed) {
        // Then what was accepted is on its way, or none of it was.
      }
      String[] expected = {"slow", LONG, "0123456789"};
      for (int i = 0; i < expected.length; i++) {
        if (!isAnswered(client, stream + 2 * i, expected[i])) {
          return;
        }
      }
    }
  }

  /** Whether it is; if not, the server has said that it would not be. */
  private boolean isAnswered(Http2Client client, int stream, String expected) throws IOException {
    try {
      assertThat(client.answer(stream).body()).isEqualTo(expected);
      answered.incrementAndGet();
      return true;
    } catch (EOFException end) {
      List<Http2Client.Frame> rest = client.readToEnd();
      assertThat(rest).noneMatch(frame -> frame.stream() == stream);
      assertThat(
              rest.stream()
                  .filter(frame -> frame.type() == Http2Client.GOAWAY)
                  .mapToInt(Http2Client.Frame::lastStream)
                  .min()
                  .orElse(Integer.MAX_VALUE))
          .as("the last stream, as the server said when it ended")
          .isLessThan(stream);
      return false;
    }
  }

  /** Talks until it is asked to leave; each message before that was answered. */
  private void chat(Http2Client client, Random random) throws IOException {
    StreamPeer peer;
    try {
      peer = StreamPeer.open(client, 1);
    } catch (EOFException refused) {
      assertThat(client.await(Http2Client.GOAWAY).lastStream()).isZero();
      return;
    }
    while (true) {
      peer.text("hello");
      WebSocketBytes.Frame frame = peer.read();
      if (frame.first() == WebSocketBytes.CLOSE) {
        assertThat(frame.code()).isEqualTo(1012);
        peer.send(WebSocketBytes.close(1012, "")).expectEnd();
        peer.sendNoMore();
        left.incrementAndGet();
        return;
      }
      assertThat(frame.text()).isEqualTo("heard");
      answered.incrementAndGet();
      LockSupport.parkNanos(random.nextLong(1_000_000));
    }
  }
}
