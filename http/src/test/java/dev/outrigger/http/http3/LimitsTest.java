package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicTransportError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client of HTTP/3 may ask of the server, and what it meets beyond. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class LimitsTest {
  private static final Predicate<String> TOO_MANY =
      Pattern.compile("127.0.0.1:\\d+ is not let in: 1 connections are open already")
          .asMatchPredicate();

  private final CountDownLatch mayRead = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final AtomicLong written = new AtomicLong();

  private HttpResponse handle(HttpRequest request) throws Exception {
    handled.incrementAndGet();
    return switch (request.path()) {
      case "/wait" -> {
        mayEnd.await();
        yield HttpResponse.text(200, "waited");
      }
      case "/later" -> {
        mayRead.await();
        yield HttpResponse.text(200, "" + request.body().bytes(16 << 20).length);
      }
      case "/write" ->
          HttpResponse.stream(
              200,
              "",
              out -> {
                for (int i = 0; i < 1000; i++) {
                  out.write(new byte[8192]);
                  written.addAndGet(8192);
                }
              });
      default -> HttpResponse.text(200, "" + request.body().bytes().length);
    };
  }

  private Served serving(Limits limits) {
    return Http3Served.by(TaskBackend.LOOP_CARRIED, limits, this::handle);
  }

  @Test
  void aHandlerThatReadsLateHasItsClientWait() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      AtomicLong taken = new AtomicLong();
      ClientStream stream = client.post("/later");
      for (int i = 0; i < 256; i++) {
        stream.data(new byte[16 * 1024], taken);
      }
      long most = settled(taken);
      assertThat(most).isBetween(200L * 1024, 1200L * 1024);
      mayRead.countDown();
      stream.end(taken, 4 << 20);
      assertThat(stream.answer().body()).isEqualTo("4194304");
    }
  }

  @Test
  void aClientThatReadsLateHasTheHandlerWait() throws Exception {
    try (Served served = serving(Limits.defaults());
        Http3Client client =
            Http3Client.to(served.server().address()).withWindow(100_000).connect()) {
      ClientStream stream = client.open().stopReading().head(true, "GET", "/write");
      assertThat(settled(written)).isBetween(1L, 400_000L);
      assertThat(stream.readOn().answer().body()).hasSize(8192 * 1000);
    }
  }

  /** What a number is once it has not changed for a while. */
  private static long settled(AtomicLong number) {
    long[] last = {-1, System.nanoTime()};
    Served.until(() -> {
      if (number.get() != last[0]) {
        last[0] = number.get();
        last[1] = System.nanoTime();
      }
      return last[0] > 0 && System.nanoTime() - last[1] > 500_000_000;
    });
    return last[0];
  }

  @Test
  void aConnectionTooManyIsRefused() throws Exception {
    try (LoggedLines logged = new LoggedLines(Level.FINE);
        Served served = serving(Limits.defaults().withConnections(1));
        Http3Client one = Http3Served.client(served);
        Http3Client other = Http3Client.to(served.server().address())) {
      assertThat(one.get("/").answer().status()).isEqualTo(200);
      QuicConnectionCloseEvent end = other.refused();
      assertThat(end.isApplicationClose()).isFalse();
      assertThat(end.error()).isEqualTo((int) QuicTransportError.CONNECTION_REFUSED.code());
      assertThat(served.server().statistics().connectionsRefused()).isPositive();
      Served.until(() -> logged.records().stream().map(LoggedLines::text).anyMatch(TOO_MANY));
      assertThat(one.get("/").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestTooManyGets503AndNoTask() throws Exception {
    try (Served served = serving(Limits.defaults().withRequests(1));
        Http3Client client = Http3Served.client(served)) {
      ClientStream one = client.get("/wait");
      Served.until(() -> handled.get() == 1);
      ClientStream.Answer refused = client.get("/").answer();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.fields()).containsEntry("retry-after", "1");
      mayEnd.countDown();
      assertThat(one.answer().body()).isEqualTo("waited");
      assertThat(handled).hasValue(1);
    }
  }

  @Test
  void aBodyThatComesTooSlowlyIsNotWaitedFor() throws Exception {
    Limits limits = Limits.defaults().withBodyRate(1000, Duration.ofMillis(200));
    try (Served served = serving(limits);
        Http3Client client = Http3Served.client(served)) {
      assertThat(client.post("/").data(false, "1").answer().status()).isEqualTo(408);
    }
  }

  @Test
  void aHeaderThatIsNeverCompleteIsNotWaitedFor() throws Exception {
    Limits limits = Limits.defaults().withHeaderTimeout(Duration.ofMillis(200));
    try (Served served = serving(limits);
        Http3Client client = Http3Served.client(served)) {
      assertThat(client.open().raw((byte) 1, (byte) 9, (byte) 0).answer().status()).isEqualTo(408);
    }
  }

  @Test
  void aClientThatResetsTooManyStreamsLosesTheConnection() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client client = Http3Served.client(served)) {
      Served.until(() -> {
        client.tryReset("/");
        return client.isClosed();
      });
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_EXCESSIVE_LOAD.code());
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void manyWhoShakeHandsAtOnceHaveToShowWhereTheyAre() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults());
        Http3Client before = Http3Served.client(served);
        Http3Client deaf = Http3Client.to(served.server().address()).greet(Handshakes.TRUSTED)) {
      assertThat(before.retries()).isZero();
      Served.until(() -> served.server().statistics().connectionsOpen() == Handshakes.TRUSTED + 1);
      try (Http3Client client = Http3Served.client(served)) {
        assertThat(client.retries()).isPositive();
        assertThat(client.get("/").answer().status()).isEqualTo(200);
      }
      assertThat(deaf.retries()).isZero();
      logged.expectNothing();
    }
  }
}
