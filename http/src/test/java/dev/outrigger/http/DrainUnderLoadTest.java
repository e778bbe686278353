package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server is drained at any moment of many requests' lives: whatever connected is answered. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(120)
class DrainUnderLoadTest {
  private static final DrainRounds ROUNDS = new DrainRounds(8, 6, Duration.ofMillis(60));
  private static final String LONG = "0123456789".repeat(3_000);

  private final TaskBackend backend;
  private final AtomicInteger answered = new AtomicInteger();

  DrainUnderLoadTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static HttpResponse answer(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/slow" -> {
        Thread.sleep(5);
        yield HttpResponse.text(200, "slow");
      }
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes());
      case "/stream" -> HttpResponse.stream(200, "", DrainUnderLoadTest::stream);
      default -> HttpResponse.text(200, "quick");
    };
  }

  private static void stream(ResponseStream out) throws Exception {
    for (int i = 0; i < 3; i++) {
      out.write(LONG.substring(0, LONG.length() / 3));
      out.flush();
      Thread.sleep(1);
    }
  }

  @Test
  void nothingThatWasAcceptedIsLost() throws Exception {
    ROUNDS.run(backend, DrainUnderLoadTest::answer, this::visit);
    assertThat(answered.get()).isGreaterThan(ROUNDS.rounds());
  }

  /** Comes again and again, until nobody listens any more. */
  private void visit(InetSocketAddress server, int number, Random random) throws IOException {
    while (true) {
      try (RawClient client = new RawClient(server)) {
        once(client, random);
        answered.incrementAndGet();
      }
    }
  }

  private static void once(RawClient client, Random random) throws IOException {
    switch (random.nextInt(4)) {
      case 0 -> {
        inPieces(client, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n", random);
        assertThat(client.read().body()).isEqualTo("slow");
      }
      case 1 -> {
        inPieces(
            client,
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789",
            random);
        assertThat(client.read().body()).isEqualTo("0123456789");
      }
      case 2 -> {
        inPieces(client, "GET /stream HTTP/1.1\r\nHost: h\r\n\r\n", random);
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.readChunks()).isEqualTo(LONG);
      }
      default -> {
        client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(3));
        for (int i = 0; i < 3; i++) {
          assertThat(client.read().body()).isEqualTo("quick");
        }
      }
    }
  }

  private static void inPieces(RawClient client, String text, Random random) throws IOException {
    int cut = 1 + random.nextInt(text.length() - 1);
    client.send(text.substring(0, cut));
    LockSupport.parkNanos(random.nextLong(3_000_000));
    client.send(text.substring(cut));
  }
}
