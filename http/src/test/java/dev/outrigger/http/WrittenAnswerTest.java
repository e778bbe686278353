package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are written while they go. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class WrittenAnswerTest {
  private static final String CLOSING = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  private final TaskBackend backend;
  private final CountDownLatch goOn = new CountDownLatch(1);

  WrittenAnswerTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving(ResponseBody body) {
    return Served.by(backend, _ -> HttpResponse.stream(200, "text/plain", body));
  }

  @Test
  void whatIsFlushedArrivesBeforeTheRestIsWritten() throws Exception {
    ResponseBody body =
        out -> {
          out.write("first");
          out.flush();
          goOn.await();
          out.write("second");
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      RawClient.Answer head = client.send(CLOSING).readHead();
      assertThat(head.headers()).containsEntry("transfer-encoding", "chunked");
      assertThat(head.headers()).doesNotContainKey("content-length");
      assertThat(client.readChunk()).isEqualTo("first");
      goOn.countDown();
      assertThat(client.readToEnd()).isEqualTo("6\r\nsecond\r\n0\r\n\r\n");
    }
  }

  @Test
  void aShortAnswerThatNobodyFlushesGoesAsAWhole() throws Exception {
    try (Served served = serving(out -> out.write("short"));
        RawClient client = served.client()) {
      RawClient.Answer answer = client.get("/").read();
      assertThat(answer.body()).isEqualTo("short");
      assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
    }
  }

  @Test
  void theConnectionStaysForTheNextRequest() throws Exception {
    ResponseBody body =
        out -> {
          out.flush();
          out.write("x".repeat(20_000));
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      client.get("/").get("/");
      for (int i = 0; i < 2; i++) {
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.readChunks()).isEqualTo("x".repeat(20_000));
      }
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(1);
      assertThat(served.server().statistics().successes()).isEqualTo(2);
    }
  }

  @Test
  void aDeclaredLengthIsSentAndHeldTo() throws Exception {
    HttpHandler exact =
        _ ->
            HttpResponse.stream(
                200,
                "text/plain",
                6,
                out -> {
                  out.write("abc");
                  out.flush();
                  out.write("def");
                });
    try (Served served = Served.by(backend, exact);
        RawClient client = served.client()) {
      assertThat(client.get("/").read().body()).isEqualTo("abcdef");
      assertThat(client.get("/").read().headers()).containsEntry("content-length", "6");
    }
  }

  @Test
  void moreThanWasDeclaredIsRefusedAndLessBreaksOff() throws Exception {
    HttpHandler wrong =
        request ->
            HttpResponse.stream(
                200,
                "text/plain",
                6,
                out -> {
                  out.write("abc");
                  out.flush();
                  if (request.path().equals("/more")) {
                    out.write("defg");
                  }
                });
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, wrong)) {
      for (String path : new String[] {"/more", "/less"}) {
        try (RawClient client = served.client()) {
          client.get(path);
          assertThatThrownBy(client::read).isInstanceOf(IOException.class);
        }
      }
      Served.until(() -> logged.records().size() == 2);
      assertThat(logged.records().get(0).getMessage())
          .contains("failed in the middle of its answer");
    }
  }

  @Test
  void aFailureInTheMiddleIsSeenByTheClient() throws Exception {
    ResponseBody body =
        out -> {
          out.write("half");
          out.flush();
          goOn.await();
          throw new IllegalStateException("bug");
        };
    for (String version : new String[] {"1.1", "1.0"}) {
      try (LoggedLines logged = new LoggedLines();
          Served served = serving(body);
          RawClient client = served.client()) {
        client.send("GET / HTTP/" + version + "\r\nHost: h\r\n\r\n");
        assertThat(client.readHead().status()).isEqualTo(200);
        goOn.countDown();
        assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
        Served.until(() -> !logged.records().isEmpty());
      }
    }
  }

  @Test
  void aFailureBeforeAnythingHasGoneIsAnsweredAsUsual() throws Exception {
    ResponseBody body =
        out -> {
          out.write("not flushed");
          throw new HttpException(409, "not now");
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      RawClient.Answer answer = client.get("/").read();
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).isEqualTo("not now\n");
    }
  }

  @Test
  void anOldClientReadsToTheEndOfTheConnection() throws Exception {
    ResponseBody body =
        out -> {
          out.write("one ");
          out.flush();
          out.write("two");
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      RawClient.Answer head = client.readHead();
      assertThat(head.closes()).isTrue();
      assertThat(head.headers()).doesNotContainKey("transfer-encoding");
      assertThat(client.readToEnd()).isEqualTo("one two");
    }
  }

  @Test
  void nothingIsWrittenForAHeadRequest() throws Exception {
    AtomicLong written = new AtomicLong();
    try (Served served = serving(_ -> written.incrementAndGet());
        RawClient client = served.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(client.readHead().status()).isEqualTo(200);
      assertThat(client.readToEnd()).isEmpty();
      assertThat(written).hasValue(0);
    }
  }

  @Test
  void trailersFollowTheBody() throws Exception {
    ResponseBody body =
        out -> {
          out.write("body");
          out.trailer("X-Sum", "42");
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      assertThat(client.send(CLOSING).readToEnd()).endsWith("4\r\nbody\r\n0\r\nX-Sum: 42\r\n\r\n");
    }
  }

  @Test
  void aStreamOfTheJdkWritesTheSame() throws Exception {
    ResponseBody body =
        out -> {
          try (OutputStream stream = out.asOutputStream()) {
            stream.write('a');
            stream.write("bc".getBytes(StandardCharsets.US_ASCII));
          }
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      client.get("/").readHead();
      assertThat(client.readChunks()).isEqualTo("abc");
    }
  }

  @Test
  void aClientThatReadsSlowlySlowsTheHandlerDown() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] block = new byte[100_000];
    ResponseBody body =
        out -> {
          for (int i = 0; i < 200; i++) {
            out.write(block);
            written.addAndGet(block.length);
          }
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      client.get("/").readHead();
      assertThat(Stall.of(written::get)).isLessThan(200L * block.length);
      assertThat(client.readChunks()).hasSize(200 * block.length);
    }
  }

  @Test
  void aClientThatReadsNothingIsCutOff() throws Exception {
    CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
    byte[] block = new byte[100_000];
    HttpHandler endless =
        request -> {
          request.scope().onCancel(cancelled::complete);
          return HttpResponse.stream(
              200,
              "",
              out -> {
                while (true) {
                  out.write(block);
                }
              });
        };
    Limits hasty = Limits.defaults().withWriteTimeout(Duration.ofMillis(200));
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, hasty, endless);
        RawClient client = served.client()) {
      client.get("/").readHead();
      Cancellation why = cancelled.get(20, TimeUnit.SECONDS);
      assertThat(why.source()).isEqualTo(Cancellation.Source.CLIENT_GONE);
      assertThat(why.reason())
          .isEqualTo(
              "client "
                  + client.name()
                  + " took next to nothing of its answer for 200 ms; its connection is closed");
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aClientThatDoesNotReadItsLastAnswerIsCutOff() throws Exception {
    Limits hasty = Limits.defaults().withWriteTimeout(Duration.ofMillis(200));
    byte[] large = new byte[8 * 1024 * 1024];
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, hasty, _ -> HttpResponse.of(200, "", large));
        RawClient client = served.client()) {
      client.send(CLOSING).readHead();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleCancelsTheWriter() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    ResponseBody body =
        out -> {
          try {
            while (true) {
              out.write("more and more ");
              out.flush();
            }
          } catch (Throwable e) {
            thrown.complete(e);
            throw e;
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(body)) {
      try (RawClient client = served.client()) {
        client.get("/").readHead();
        client.reset();
      }
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(Exception.class);
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(served.server().statistics().cancelledByClients()).isEqualTo(1);
      logged.expectNothing();
    }
  }

  private static Exception endOf(ResponseStream out) {
    try {
      while (true) {
        out.write("more and more ");
        out.flush();
      }
    } catch (Exception end) {
      return end;
    }
  }

  @Test
  void aWriterThatNoCancellationReachesIsToldThatItsClientIsGone() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    ResponseBody shielded =
        out -> {
          Exception end = Scope.shield(() -> endOf(out));
          thrown.complete(end);
          throw end;
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = serving(shielded)) {
      try (RawClient client = served.client()) {
        client.get("/").readHead();
        client.reset();
      }
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      logged.expectNothing();
    }
  }

  @Test
  void aDrainWaitsForTheEndOfTheAnswer() throws Exception {
    ResponseBody body =
        out -> {
          out.write("one ");
          out.flush();
          goOn.await();
          out.write("two");
        };
    try (Served served = serving(body);
        RawClient client = served.client()) {
      client.get("/").readHead();
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(30)));
      Served.until(() -> served.server().state() != HttpServer.State.ACCEPTING);
      goOn.countDown();
      assertThat(client.readToEnd()).isEqualTo("4\r\none \r\n3\r\ntwo\r\n0\r\n\r\n");
      client.leave();
      assertThat(clean.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aWriteBehindTheEndIsRefusedAndSpoilsNothing() throws Exception {
    for (boolean flushed : new boolean[] {false, true}) {
      CompletableFuture<ResponseStream> kept = new CompletableFuture<>();
      ResponseBody body =
          out -> {
            out.write("short");
            if (flushed) {
              out.flush();
            }
            kept.complete(out);
          };
      try (Served served = serving(body);
          RawClient client = served.client()) {
        client.get("/").readHead();
        ResponseStream late = kept.get(20, TimeUnit.SECONDS);
        Served.until(() -> served.server().statistics().successes() == 1);
        assertThatThrownBy(late::flush).hasMessageContaining("the answer is complete");
        assertThatThrownBy(() -> late.write("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> late.trailer("a", "b")).isInstanceOf(IllegalStateException.class);
      }
    }
  }

  @Test
  void aRequestTooManyIsRefusedBeforeItsTaskBegins() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    HttpHandler waiting =
        _ -> {
          entered.countDown();
          goOn.await();
          return HttpResponse.text(200, "ok");
        };
    try (Served served = Served.by(backend, Limits.defaults().withRequests(1), waiting);
        RawClient one = served.client();
        RawClient other = served.client()) {
      one.get("/");
      entered.await();
      RawClient.Answer refused = other.get("/").read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("retry-after", "1");
      assertThat(refused.closes()).isFalse();
      goOn.countDown();
      assertThat(one.read().body()).isEqualTo("ok");
      assertThat(other.get("/").read().body()).isEqualTo("ok");
    }
  }
}
