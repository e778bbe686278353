package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ten thousand clients that do nothing cost; docs/http.md tells the same numbers. */
@Tag("conformance")
@Timeout(400)
class CrowdTest {
  private static final int CLIENTS = 10_000;
  private static final int PIECE = 8 * 1024;
  // Until its task is suspended for certain.
  private static final int PIECES_AHEAD = 64 * 1024 / PIECE;
  private static final Limits MANY =
      Limits.defaults()
          .withConnections(CLIENTS + 1)
          .withRequests(CLIENTS + 1)
          .withWriteTimeout(Duration.ofMinutes(10));
  private static final WebSocketOptions QUIET =
      WebSocketOptions.defaults().withPingInterval(Duration.ofMinutes(10));

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

  @BeforeEach
  void withoutRecordsOfEachBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @AfterEach
  void withThemAgain() {
    ResourceLeakDetector.setLevel(before);
  }

  /** Bytes in use: of the heap when the collector has run, and of Netty's buffers outside of it. */
  private record Used(long heap, long buffers) {
    static Used now() {
      System.gc();
      return new Used(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), DirectMemory.used());
    }

    Used eachSince(Used before) {
      return new Used((heap - before.heap) / CLIENTS, (buffers - before.buffers) / CLIENTS);
    }
  }

  /** One more is served while they are all there, and nothing is left when they are gone. */
  private static void expectServed(Served served) throws IOException {
    try (RawClient good = served.client()) {
      assertThat(good.get("/good").read().body()).isEqualTo("served");
    }
    assertThat(served.server().statistics().connectionsRefused()).isZero();
    assertThat(served.server().statistics().requestsRunning()).isEqualTo(CLIENTS);
  }

  private static HttpResponse good() {
    return HttpResponse.text(200, "served");
  }

  @Test
  void anIdleWebSocketCostsAtMost14KilobytesOfHeapAndNoBuffer() throws Exception {
    String handshake = WebSocketBytes.handshake("Sec-WebSocket-Extensions: permessage-deflate");
    HttpHandler handler =
        request ->
            request.path().equals("/good")
                ? good()
                : WebSockets.accept(request, QUIET, socket -> socket.receive());
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, MANY, handler)) {
      Used before = Used.now();
      try (Crowd _ = Crowd.of(CLIENTS, served.server().address(), handshake)) {
        Used each = Used.now().eachSince(before);
        assertThat(each.heap()).isLessThan(14_000);
        assertThat(each.buffers()).isLessThan(100);
        expectServed(served);
      }
      expectAllGone(served);
      logged.expectNothing();
    }
  }

  @Test
  void aSlowReaderCostsAtMost100Kilobytes() throws Exception {
    CountDownLatch suspended = new CountDownLatch(CLIENTS);
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
    HttpHandler handler =
        request -> request.path().equals("/good") ? good() : HttpResponse.stream(200, "", endless);
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, MANY, handler)) {
      Used before = Used.now();
      try (Crowd _ =
          Crowd.of(CLIENTS, served.server().address(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
        assertThat(suspended.await(3, TimeUnit.MINUTES)).isTrue();
        Used each = Used.now().eachSince(before);
        assertThat(each.heap() + each.buffers()).isLessThan(100_000);
        expectServed(served);
      }
      expectAllGone(served);
      logged.expectNothing();
    }
  }

  private static void expectAllGone(Served served) {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (served.server().statistics().connectionsOpen() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(served.server().statistics().connectionsOpen()).isZero();
    assertThat(served.server().statistics().requestsRunning()).isZero();
  }
}
