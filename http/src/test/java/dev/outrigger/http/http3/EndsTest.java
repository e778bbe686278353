package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.CutShort;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.Stall;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import io.netty.handler.codec.http3.Http3ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams and connections of HTTP/3 that end early: by the client, by the server, by neither. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class EndsTest {
  private final TaskBackend backend;
  private final CutShort handler = new CutShort();

  EndsTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving() {
    return Http3Served.by(backend, handler);
  }

  private void expectOnlyOneCancelled(Served served, Http3Client client, LoggedLines logged)
      throws Exception {
    handler.fate().expectClientGone();
    assertThat(client.get("/quick").answer().body()).isEqualTo("quick");
    Served.until(() -> served.server().statistics().requestsRunning() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(1);
    assertThat(served.server().statistics().connectionsOpen()).isEqualTo(1);
    logged.expectNothing();
  }

  @Test
  void aClientThatWantsNoAnswerCancelsTheHandlerOfThatStreamAlone() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.get("/wait");
      handler.fate().awaitBegin();
      stream.stop();
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void aResetInTheMiddleOfABodyCancelsItsReader() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.post("/read").data(false, "12345");
      handler.fate().awaitBegin();
      stream.reset();
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void aResetInTheMiddleOfAnAnswerCancelsItsWriter() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.get("/write").stopReading();
      // In the midst of a busy connection its word might be lost, and this client says it once.
      Stall.of(handler::written);
      stream.stop();
      expectOnlyOneCancelled(served, client, logged);
    }
  }

  @Test
  void theEndOfTheConnectionCancelsAllOfIt() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      client.get("/wait");
      client.get("/wait");
      client.post("/read").data(false, "12345");
      Served.until(() -> served.server().statistics().requestsRunning() == 3);
      client.leave();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isEqualTo(3);
      assertThat(served.server().statistics().requestsRunning()).isZero();
      logged.expectNothing();
    }
  }

  @Test
  void aDrainAnswersWhatRunsAndWhatComesBeforeTheClientKnows() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream one = client.get("/one");
      handler.fate().awaitBegin();
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(10)));
      ClientStream two = client.get("/two");
      assertThat(client.goAway()).isEqualTo((1L << 62) - 4);
      assertThat(client.goAway()).isEqualTo(two.id() + 4);
      handler.mayAnswer();
      assertThat(one.answer().body()).isEqualTo("/one");
      assertThat(two.answer().body()).isEqualTo("/two");
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_NO_ERROR.code());
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
      assertThat(served.server().statistics().connectionsOpen()).isZero();
      assertThat(served.server().statistics().successes()).isEqualTo(2);
    }
  }

  @Test
  void anIdleConnectionIsDrained() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      assertThat(client.get("/quick").answer().body()).isEqualTo("quick");
      assertThat(served.server().stop(Duration.ofSeconds(10))).isTrue();
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_NO_ERROR.code());
    }
  }

  @Test
  void anAbortEndsItAtOnce() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      client.get("/wait");
      handler.fate().awaitBegin();
      served.server().abort();
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_NO_ERROR.code());
      assertThat(handler.fate().cancellation().source()).isEqualTo(Cancellation.Source.SHUTDOWN);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }

  @Test
  void aClientThatReadsNothingIsCutOff() throws Exception {
    Limits limits = Limits.defaults().withWriteTimeout(Duration.ofMillis(300));
    try (LoggedLines logged = new LoggedLines();
        Served served = Http3Served.by(backend, limits, handler);
        Http3Client client =
            Http3Client.to(served.server().address()).withWindow(10_000).connect()) {
      ClientStream stream = client.open().stopReading().head(true, "GET", "/write");
      handler.fate().expectClientGone();
      stream.readOn();
      assertThat(stream.resetCode()).isEqualTo(Http3ErrorCode.H3_REQUEST_CANCELLED.code());
      assertThat(client.get("/quick").answer().body()).isEqualTo("quick");
      logged.expectNothing();
    }
  }

  @Test
  void anIdleConnectionIsClosedWithAWord() throws Exception {
    Limits limits = Limits.defaults().withIdleTimeout(Duration.ofMillis(50));
    try (Served served = Http3Served.by(backend, limits, handler);
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.get("/quick");
      assertThat(stream.answer().body()).isEqualTo("quick");
      assertThat(client.goAway()).isEqualTo(stream.id() + 4);
      assertThat(client.closed().error()).isEqualTo(Http3ErrorCode.H3_NO_ERROR.code());
    }
  }
}
