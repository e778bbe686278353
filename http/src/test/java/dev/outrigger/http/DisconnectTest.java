package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The client goes away at each step of a request's life. Nothing of it is worth a log line. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class DisconnectTest {
  private final TaskBackend backend;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  DisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse waitForever(HttpRequest request) throws Exception {
    request.scope().onCancel(cancelled::complete);
    entered.countDown();
    try {
      new CountDownLatch(1).await();
      return HttpResponse.text(200, "never");
    } catch (InterruptedException e) {
      ended.complete("interrupted");
      throw e;
    }
  }

  private HttpResponse readBody(HttpRequest request) throws Exception {
    request.scope().onCancel(cancelled::complete);
    entered.countDown();
    try {
      return HttpResponse.text(200, "" + request.body().bytes().length);
    } catch (InterruptedException e) {
      ended.complete("interrupted");
      throw e;
    }
  }

  private void expectCancelled(String client) throws Exception {
    Cancellation why = cancelled.get(10, TimeUnit.SECONDS);
    assertThat(why.source()).isEqualTo(Cancellation.Source.CLIENT_GONE);
    assertThat(why.reason()).isEqualTo("client " + client + " closed the connection");
    assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  private static void expectNothingLeft(Served served, LoggedLines logged, int cancelled) {
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(cancelled);
    assertThat(served.server().statistics().requestsRunning()).isZero();
    assertThat(served.server().statistics().requestsServed()).isZero();
    assertThat(logged.records()).isEmpty();
  }

  @Test
  void whileTheHandlerRunsItsScopeIsCancelled() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::waitForever);
        RawClient client = served.client()) {
      String name = client.get("/").name();
      entered.await();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void aResetIsLikeAClose() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::waitForever);
        RawClient client = served.client()) {
      String name = client.get("/").name();
      entered.await();
      client.reset();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void whileRequestsWaitInLineTheyAreDropped() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::waitForever);
        RawClient client = served.client()) {
      String name = client.name();
      client.get("/1").get("/2").post("/3", 10).send("12345");
      entered.await();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 3);
    }
  }

  @Test
  void whileTheBodyIsBeingSentTheReaderIsInterrupted() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::readBody);
        RawClient client = served.client()) {
      String name = client.post("/", 1000).send("12345").name();
      entered.await();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void whileAnUnreadBodyIsBeingSentItsChunksAreReleased() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::waitForever);
        RawClient client = served.client()) {
      String name = client.post("/", 100_000).send("12345".repeat(10_000)).name();
      entered.await();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void insideAHeaderNothingHappens() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, this::waitForever);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Half");
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      client.leave();
      expectNothingLeft(served, logged, 0);
    }
  }

  @Test
  void anAnswerThatComesTooLateIsDropped() throws Exception {
    HttpHandler stubborn =
        request -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException swallowed) {
            assertThat(request.scope().isCancelled()).isTrue();
          }
          return HttpResponse.text(200, "too late");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, stubborn);
        RawClient client = served.client()) {
      client.get("/");
      entered.await();
      client.leave();
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void whileALongAnswerIsSentItsRestIsReleased() throws Exception {
    HttpResponse large = HttpResponse.of(200, "", new byte[50_000_000]);
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, request -> large);
        RawClient client = served.client()) {
      client.get("/").readHead();
      client.reset();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(logged.records()).isEmpty();
    }
  }
}
