package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.CutShort;
import dev.outrigger.http.HalfAnswers;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.http2.Http2Client.Frame;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams and connections of HTTP/2 that end early: by the client, by the server, by neither. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class EndsTest {
  private static final int CANCEL = 8;

  private final TaskBackend backend;
  private final CutShort handler = new CutShort();

  EndsTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving() {
    return Served.by(backend, handler);
  }

  private void expectOnlyOneCancelled(Served served, Http2Client client, LoggedLines logged)
      throws Exception {
    handler.fate().expectClientGone();
    assertThat(client.get(5, "/quick").answer(5).body()).isEqualTo("quick");
    Served.until(() -> served.server().statistics().requestsRunning() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(1);
    assertThat(served.server().statistics().connectionsOpen()).isEqualTo(1);
    logged.expectNothing();
  }

  @Test
  void aResetCancelsTheHandlerOfThatStreamAlone() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait");
      handler.fate().awaitBegin();
      client.reset(1, CANCEL);
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void aResetInTheMiddleOfABodyCancelsItsReader() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/read").data(1, false, "12345");
      handler.fate().awaitBegin();
      client.reset(1, CANCEL);
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void aResetInTheMiddleOfAnAnswerCancelsItsWriter() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/write").await(Http2Client.DATA);
      client.reset(1, CANCEL);
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void theEndOfTheConnectionCancelsAllOfIt() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").get(3, "/wait").post(5, "/read").data(5, false, "12345");
      Served.until(() -> served.server().statistics().requestsRunning() == 3);
      client.abort();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isEqualTo(3);
      assertThat(served.server().statistics().requestsRunning()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void aDrainAnswersWhatRunsAndWhatComesBeforeTheClientKnows() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served).withoutPingAnswers()) {
      client.get(1, "/one");
      handler.fate().awaitBegin();
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(10)));
      Frame first = client.await(Http2Client.GOAWAY);
      assertThat(first.lastStream()).isEqualTo(Integer.MAX_VALUE);
      client.get(3, "/two");
      Frame ping = client.await(Http2Client.PING);
      client.frame(Http2Client.PING, Http2Client.ACK, 0, ping.payload());
      assertThat(client.await(Http2Client.GOAWAY).lastStream()).isEqualTo(3);
      client.get(5, "/too-late");
      handler.mayAnswer();
      assertThat(client.answer(1).body()).isEqualTo("/one");
      assertThat(client.answer(3).body()).isEqualTo("/two");
      assertThat(client.readToEnd()).noneMatch(frame -> frame.stream() == 5);
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(served.server().statistics().connectionsOpen()).isZero();
    }
  }

  @Test
  void anIdleConnectionIsDrained() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/quick").answer(1);
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(10)));
      List<Frame> rest = client.readToEnd();
      assertThat(rest).filteredOn(frame -> frame.type() == Http2Client.GOAWAY).hasSize(2);
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAbortAnswersWith503() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait");
      handler.fate().awaitBegin();
      served.server().abort();
      assertThat(client.answer(1).status()).isEqualTo(503);
      assertThat(handler.fate().cancellation().source()).isEqualTo(Cancellation.Source.SHUTDOWN);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aClientThatOpensNoWindowIsCutOff() throws Exception {
    Limits limits = Limits.defaults().withWriteTimeout(Duration.ofMillis(200));
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.by(backend, limits, request -> HttpResponse.text(200, "x".repeat(100)));
        Http2Client client = Http2Client.greeted(served, 4, 0)) {
      client.get(1, "/");
      assertThat(client.await(Http2Client.RST_STREAM).stream()).isEqualTo(1);
      logged.expectNothing();
    }
  }

  @Test
  void anAnswerWhoseBodyFailsIsAServerError() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        Served served = Served.by(backend, new HalfAnswers());
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/").await(Http2Client.RST_STREAM, 1);
      Served.until(() -> served.server().statistics().serverErrors() == 1);
      assertThat(served.server().statistics().requestsServed()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatAStopCutsOffIsAServerError() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        Served served = Served.by(backend, new HalfAnswers());
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").await(Http2Client.DATA, 1);
      assertThat(served.server().stop(Duration.ofMillis(1))).isFalse();
      assertThat(served.server().statistics().serverErrors()).isEqualTo(1);
      assertThat(served.server().statistics().requestsServed()).isEqualTo(1);
    }
  }

  @Test
  void anIdleConnectionIsClosedWithAWord() throws Exception {
    Limits limits = Limits.defaults().withIdleTimeout(Duration.ofMillis(500));
    try (Served served = Served.by(backend, limits, handler);
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/quick").answer(1);
      assertThat(client.await(Http2Client.GOAWAY).lastStream()).isEqualTo(1);
      client.readToEnd();
    }
  }

  @Test
  void aPrefaceThatIsNeverCompleteIsNotWaitedFor() throws Exception {
    Limits limits = Limits.defaults().withHeaderTimeout(Duration.ofMillis(50));
    try (Served served = Served.by(backend, limits, handler);
        Http2Client half = Http2Client.silent(served);
        Http2Client whole = Http2Client.silent(served)) {
      half.raw("PRI * HT".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      whole.raw(Http2Client.PREFACE.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      half.readToEnd();
      whole.readToEnd();
    }
  }
}
