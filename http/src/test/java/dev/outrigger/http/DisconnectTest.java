package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CountDownLatch;
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
  private final CutShort handler = new CutShort();

  DisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  private void expectCancelled(String client) throws Exception {
    Cancellation why = handler.fate().cancellation();
    assertThat(why.source()).isEqualTo(Cancellation.Source.CLIENT_GONE);
    assertThat(why.reason()).isEqualTo("client " + client + " closed the connection");
    assertThat(handler.fate().end()).isEqualTo("InterruptedException");
  }

  private static void expectNothingLeft(Served served, LoggedLines logged, int cancelled) {
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(cancelled);
    assertThat(served.server().statistics().requestsRunning()).isZero();
    assertThat(served.server().statistics().requestsServed()).isZero();
    logged.expectNothing();
  }

  @Test
  void whileTheHandlerRunsItsScopeIsCancelled() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      String name = client.get("/").name();
      handler.fate().awaitBegin();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void aResetIsLikeAClose() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      String name = client.get("/").name();
      handler.fate().awaitBegin();
      client.reset();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void whileRequestsWaitInLineTheyAreDropped() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      String name = client.name();
      client.get("/1").get("/2").post("/3", 10).send("12345");
      handler.fate().awaitBegin();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 3);
    }
  }

  @Test
  void whileTheBodyIsBeingSentTheReaderIsInterrupted() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      String name = client.post("/read", 1000).send("12345").name();
      handler.fate().awaitBegin();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void whileAnUnreadBodyIsBeingSentItsChunksAreReleased() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      String name = client.post("/", 100_000).send("12345".repeat(10_000)).name();
      handler.fate().awaitBegin();
      client.leave();
      expectCancelled(name);
      expectNothingLeft(served, logged, 1);
    }
  }

  @Test
  void insideAHeaderNothingHappens() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Half");
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      client.leave();
      expectNothingLeft(served, logged, 0);
    }
  }

  @Test
  void anAnswerThatComesTooLateIsDropped() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
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
      logged.expectNothing();
    }
  }

  @Test
  void whoeverLeavesAnAnswerOfManySmallPartsHoldsUpNobody() throws Exception {
    HttpResponse endless =
        HttpResponse.stream(
            200,
            "",
            out -> {
              while (true) {
                out.write("x");
                out.flush();
              }
            });
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, request -> endless)) {
      for (int i = 0; i < 30; i++) {
        try (RawClient client = served.client()) {
          client.get("/").readHead();
          client.reset();
        }
        Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      }
      logged.expectNothing();
    }
  }
}
