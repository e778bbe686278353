package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.http2.Http2Client.Answer;
import dev.outrigger.http.http2.Http2Client.Frame;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of the server, met by clients of HTTP/2. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class LimitsTest {
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final Limits IMPATIENT =
      Limits.defaults().withBodyRate(10_000, Duration.ofMillis(100));

  @TempDir private static Path folder;

  private static Pki pki;
  private static ServerTls tls;

  private final TaskBackend backend;
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  LimitsTest(TaskBackend backend) {
    this.backend = backend;
  }

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(folder);
    tls = ServerTls.of(pki.sign("site", "localhost").identity());
  }

  private HttpResponse handle(HttpRequest request) throws Exception {
    switch (request.path()) {
      case "/wait" -> mayEnd.await();
      case "/length" -> {
        return HttpResponse.text(200, "" + request.body().bytes().length);
      }
      default -> {}
    }
    return HttpResponse.text(200, request.path());
  }

  private Served serving(Limits limits) {
    return Served.by(backend, limits, this::handle);
  }

  @Test
  void aBodyThatStallsIsTimedOutAndTheOthersGoOn() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(IMPATIENT);
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").post(3, "/length").data(3, false, "abc");
      Answer answer = client.answer(3);
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("10000 bytes a second");
      // Nobody waits for the rest.
      assertThat(client.await(Http2Client.RST_STREAM, 3).error()).isZero();
      mayEnd.countDown();
      assertThat(client.answer(1).body()).isEqualTo("/wait");
      assertThat(client.get(5, "/").answer(5).status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void aBodyThatNeverBeginsIsTimedOut() throws Exception {
    try (Served served = serving(IMPATIENT);
        Http2Client client = Http2Client.greeted(served)) {
      assertThat(client.post(1, "/length", "content-length", "3").answer(1).status())
          .isEqualTo(408);
      assertThat(client.get(3, "/").answer(3).status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatWaitsForItsWordIsNotSlow() throws Exception {
    HttpHandler late =
        request -> {
          if (request.path().equals("/late")) {
            mayEnd.await();
          }
          try {
            return HttpResponse.text(200, "" + request.body().bytes().length);
          } finally {
            mayEnd.countDown();
          }
        };
    Limits fair = Limits.defaults().withBodyRate(10_000, Duration.ofMillis(500));
    try (Served served = Served.by(backend, fair, late);
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/late", "expect", "100-continue");
      // When this one's time is up, the other's would be up as well.
      client.post(3, "/");
      assertThat(client.await(Http2Client.HEADERS, 1).status()).isEqualTo("100");
      client.data(1, true, "abc");
      assertThat(client.answer(3).status()).isEqualTo(408);
      assertThat(client.answer(1).body()).isEqualTo("3");
    }
  }

  @Test
  void oneRequestTooManyIsToldToComeBack() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults().withRequests(1));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait");
      Answer refused = client.get(3, "/").answer(3);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.fields()).containsEntry("retry-after", "1");
      mayEnd.countDown();
      assertThat(client.answer(1).body()).isEqualTo("/wait");
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      assertThat(client.get(5, "/").answer(5).status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void theBodyOfARequestTooManyIsNotWaitedFor() throws Exception {
    try (Served served = serving(Limits.defaults().withRequests(1));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").post(3, "/length").data(3, false, "abc");
      assertThat(client.answer(3).status()).isEqualTo(503);
      assertThat(client.await(Http2Client.RST_STREAM, 3).error()).isZero();
      mayEnd.countDown();
      assertThat(client.answer(1).body()).isEqualTo("/wait");
    }
  }

  @Test
  void oneConnectionTooManyIsToldSoInItsOwnWords() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults().withConnections(1));
        Http2Client first = Http2Client.greeted(served);
        Http2Client second = Http2Client.silent(served)) {
      assertThat(first.get(1, "/").answer(1).status()).isEqualTo(200);
      List<Frame> told = second.greet().get(1, "/").readToEnd();
      assertThat(told.getFirst().type()).isEqualTo(Http2Client.SETTINGS);
      assertThat(told.getLast().type()).isEqualTo(Http2Client.GOAWAY);
      assertThat(told.getLast().error()).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(told.getLast().lastStream()).isZero();
      assertThat(told.getLast().text()).endsWith("too many connections; try again in a second");
      assertThat(first.get(3, "/").answer(3).status()).isEqualTo(200);
      assertThat(served.server().statistics().connectionsRefused()).isEqualTo(1);
      logged.expectNothing();
    }
  }

  @Test
  void itIsToldSoEvenIfItsFirstWordsComeInPieces() throws Exception {
    try (Served served = serving(Limits.defaults().withConnections(1));
        Http2Client first = Http2Client.greeted(served);
        Http2Client second = Http2Client.silent(served)) {
      assertThat(first.get(1, "/").answer(1).status()).isEqualTo(200);
      second.raw("P".getBytes(StandardCharsets.US_ASCII));
      assertThat(first.get(3, "/").answer(3).status()).isEqualTo(200);
      second.raw(Http2Client.PREFACE.substring(1).getBytes(StandardCharsets.US_ASCII));
      assertThat(second.settings().await(Http2Client.GOAWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void overTlsOneConnectionTooManyIsClosedBeforeItCosts() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.with(
                backend,
                options -> options.tls(tls).limits(Limits.defaults().withConnections(1)),
                this::handle);
        TlsClient secure =
            new TlsClient(
                TlsClient.context(pki, ""), served.server().address(), "localhost", "h2")) {
      Http2Client first = Http2Client.greeted(secure.socket());
      assertThat(first.get(1, "/").answer(1).status()).isEqualTo(200);
      assertThatThrownBy(() ->
              new TlsClient(
                  TlsClient.context(pki, ""), served.server().address(), "localhost", "h2"))
          .isInstanceOf(IOException.class);
      assertThat(served.server().statistics().connectionsRefused()).isEqualTo(1);
      assertThat(first.get(3, "/").answer(3).status()).isEqualTo(200);
      logged.expectNothing();
    }
  }

  @Test
  void oneStreamTooManyIsRefusedAndTheOthersGoOn() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(Limits.defaults().withStreams(2));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/wait").get(3, "/wait").get(5, "/");
      assertThat(client.await(Http2Client.RST_STREAM, 5).error()).isEqualTo(7);
      mayEnd.countDown();
      assertThat(client.answer(1).body()).isEqualTo("/wait");
      assertThat(client.answer(3).body()).isEqualTo("/wait");
      assertThat(client.get(7, "/").answer(7).status()).isEqualTo(200);
      logged.expectNothing();
    }
  }
}
