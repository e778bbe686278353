package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The server drains at each step of a request's life. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class DrainTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final TaskBackend backend;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  DrainTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse waitForWord(HttpRequest request) throws Exception {
    entered.countDown();
    mayEnd.await();
    return HttpResponse.text(200, request.path());
  }

  private static CompletableFuture<Boolean> drain(Served served, Duration limit) throws Exception {
    CompletableFuture<Boolean> clean = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> clean.complete(served.server().stop(limit)));
    Served.until(() -> served.server().state() != HttpServer.State.ACCEPTING);
    return clean;
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "ok"));
        RawClient client = served.client()) {
      client.get("/").read();
      assertThat(served.server().stop(LONG)).isTrue();
      assertThat(client.readToEnd()).isEmpty();
      assertThatThrownBy(served::client).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aRunningRequestIsAnsweredAndTheConnectionClosed() throws Exception {
    try (Served served = Served.by(backend, this::waitForWord);
        RawClient client = served.client()) {
      client.get("/run");
      entered.await();
      CompletableFuture<Boolean> clean = drain(served, LONG);
      mayEnd.countDown();
      Answer answer = client.read();
      assertThat(answer.body()).isEqualTo("/run");
      assertThat(answer.closes()).isTrue();
      assertThat(client.readToEnd()).isEmpty();
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void requestsThatWaitInLineAreAnsweredToo() throws Exception {
    try (Served served = Served.by(backend, this::waitForWord);
        RawClient client = served.client()) {
      client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
      entered.await();
      CompletableFuture<Boolean> clean = drain(served, LONG);
      mayEnd.countDown();
      assertThat(client.read().closes()).isFalse();
      assertThat(client.read().closes()).isTrue();
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aHeaderThatIsHalfThereIsWaitedFor() throws Exception {
    mayEnd.countDown();
    try (Served served = Served.by(backend, this::waitForWord);
        RawClient client = served.client()) {
      client.get("/1").read();
      client.send("GET /2 HTTP/1.1\r\nHo");
      // The answer to nothing else tells that it was read, so a second connection does.
      try (RawClient other = served.client()) {
        other.get("/").read();
      }
      CompletableFuture<Boolean> clean = drain(served, LONG);
      assertThat(client.send("st: h\r\n\r\n").read().closes()).isTrue();
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aConnectionThatHasJustComeIsServed() throws Exception {
    mayEnd.countDown();
    try (Served served = Served.by(backend, this::waitForWord);
        RawClient client = served.client()) {
      CompletableFuture<Boolean> clean = drain(served, LONG);
      assertThat(client.get("/late").read().body()).isEqualTo("/late");
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aBodyOnItsWayIsWaitedFor() throws Exception {
    HttpHandler reader =
        request -> {
          entered.countDown();
          return HttpResponse.text(200, "" + request.body().bytes().length);
        };
    try (Served served = Served.by(backend, reader);
        RawClient client = served.client()) {
      client.post("/", 10).send("12345");
      entered.await();
      CompletableFuture<Boolean> clean = drain(served, LONG);
      assertThat(client.send("67890").read().body()).isEqualTo("10");
      client.leave();
      assertThat(clean.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whatRunsPastTheDeadlineIsCancelledAndItsClientTold() throws Exception {
    CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
    HttpHandler endless =
        request -> {
          request.scope().onCancel(cancelled::complete);
          return waitForWord(request);
        };
    try (Served served = Served.by(backend, endless);
        RawClient client = served.client()) {
      client.get("/");
      entered.await();
      assertThat(served.server().stop(Duration.ofMillis(50))).isFalse();
      assertThat(cancelled.get().source()).isEqualTo(Cancellation.Source.SHUTDOWN);
      assertThat(client.read().status()).isEqualTo(503);
      assertThat(client.readToEnd()).isEmpty();
      HttpStatistics statistics = served.server().statistics();
      assertThat(statistics.connectionsOpen()).isZero();
      assertThat(statistics.requestsRunning()).isZero();
      assertThat(statistics.cancelledByClients()).isZero();
    }
  }

  @Test
  void closingTwiceIsLikeClosingOnce() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "ok"));
        RawClient client = served.client()) {
      client.get("/").read();
      served.server().close();
      served.server().close();
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatHasItsAnswerAndStaysHoldsUpTheEndForASecondOnly() throws Exception {
    mayEnd.countDown();
    try (Served served = Served.by(backend, this::waitForWord);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").read();
      assertThat(client.readToEnd()).isEmpty();
      long before = System.nanoTime();
      assertThat(served.server().stop(Duration.ofSeconds(60))).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(served.server().statistics().connectionsOpen()).isZero();
    }
  }
}
