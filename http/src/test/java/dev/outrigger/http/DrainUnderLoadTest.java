package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  private static final int ROUNDS = 8;
  private static final int CLIENTS = 6;
  private static final String LONG = "0123456789".repeat(3_000);

  private final TaskBackend backend;

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
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicInteger answered = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      String where = "seed " + seed + ", round " + round;
      try (Served served = Served.by(backend, DrainUnderLoadTest::answer)) {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          long own = random.nextLong();
          clients.add(
              CompletableFuture.runAsync(
                  () -> visit(served.server().address(), new Random(own), answered),
                  Thread::startVirtualThread));
        }
        LockSupport.parkNanos(random.nextLong(60_000_000));
        assertThat(served.server().stop(Duration.ofSeconds(20))).as(where).isTrue();
        for (CompletableFuture<Void> client : clients) {
          assertThat(client).as(where).succeedsWithin(20, TimeUnit.SECONDS);
        }
      }
    }
    assertThat(answered.get()).isGreaterThan(ROUNDS);
  }

  /** Comes again and again, until nobody listens any more. */
  private static void visit(InetSocketAddress server, Random random, AtomicInteger answered) {
    try {
      while (true) {
        RawClient client;
        try {
          client = new RawClient(server);
        } catch (ConnectException gone) {
          return;
        }
        try (client) {
          once(client, random);
          answered.incrementAndGet();
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("a request was lost", e);
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
