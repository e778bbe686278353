package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.DirectMemory;
import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thousand streams cost that are answered and not read; docs/http.md tells the number. */
@Timeout(120)
class SlowReadersTest {
  private static final int CONNECTIONS = 10;
  private static final int STREAMS = 100;
  private static final int ALL = CONNECTIONS * STREAMS;
  private static final int PIECE = 8 * 1024;
  // Until its task is suspended for certain.
  private static final int PIECES_AHEAD = 64 * 1024 / PIECE;
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final Limits PATIENT =
      Limits.defaults().withStreams(STREAMS).withWriteTimeout(Duration.ofMinutes(10));

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private final CountDownLatch suspended = new CountDownLatch(ALL);

  /** Which window is it that the clients leave shut? */
  enum Shut {
    STREAM,
    CONNECTION
  }

  @BeforeEach
  void withoutRecordsOfEachBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @AfterEach
  void withThemAgain() {
    ResourceLeakDetector.setLevel(before);
  }

  /** Bytes in use: of the heap when the collector has run, and of Netty's buffers outside of it. */
  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + DirectMemory.used();
  }

  private HttpHandler handler() {
    byte[] piece = new byte[PIECE];
    ResponseBody endless =
        out -> {
          for (int i = 1; ; i++) {
            out.write(piece);
            if (i == PIECES_AHEAD) {
              suspended.countDown();
            }
          }
        };
    return request ->
        request.path().equals("/good")
            ? HttpResponse.text(200, "served")
            : HttpResponse.stream(200, "", endless);
  }

  private static Http2Client client(Served served, Shut shut) throws Exception {
    Http2Client client =
        shut == Shut.STREAM
            ? Http2Client.greeted(served, INITIAL_WINDOW_SIZE, 0)
            : Http2Client.greeted(served).withoutOpeningTheConnection();
    for (int i = 0; i < STREAMS; i++) {
      client.get(2 * i + 1, "/");
    }
    for (int i = 0; i < STREAMS; i++) {
      assertThat(client.await(Http2Client.HEADERS, 2 * i + 1).status()).isEqualTo("200");
    }
    return client;
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatIsNotReadCostsAtMost110KilobytesUntilItsClientLeaves(Shut shut) throws Exception {
    List<Http2Client> clients = new ArrayList<>();
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, PATIENT, handler())) {
      try (Http2Client warm = Http2Client.greeted(served)) {
        assertThat(warm.get(1, "/good").answer(1).body()).isEqualTo("served");
      }
      long empty = used();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(client(served, shut));
      }
      assertThat(suspended.await(60, TimeUnit.SECONDS)).isTrue();
      long full = used();
      assertThat((full - empty) / ALL).isLessThan(110_000);
      expectServed(served);
      for (Http2Client client : clients) {
        client.abort();
      }
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      clients.clear();
      assertThat((used() - empty) / ALL).isLessThan(12_000);
      logged.expectNothing();
    }
  }

  /** One more is served while they are all there. */
  private static void expectServed(Served served) throws Exception {
    try (RawClient good = served.client()) {
      assertThat(good.get("/good").read().body()).isEqualTo("served");
    }
    assertThat(served.server().statistics().requestsRunning()).isEqualTo(ALL);
  }
}
