package dev.outrigger.web.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import dev.outrigger.web.testclient.TestCall;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of events. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class EventsTest {
  @Parameter private TaskBackend backend;

  private static Application serving(EventSource source) {
    return app -> {
      app.withoutPool();
      app.get("/events", request -> request.events(source));
    };
  }

  @Test
  void eventsGoOutAsTheStandardHasThem() throws Exception {
    try (TestClient client =
        TestClient.of(
            serving(stream -> {
              stream.send("one");
              stream.send(
                  Event.of("two\nlines\r\nand\rmore")
                      .named("tick")
                      .id("7")
                      .retry(Duration.ofSeconds(2)));
              stream.json(Map.of("a", 1));
              stream.comment("seen by nobody");
            }),
            backend)) {
      TestResponse answer = client.get("/events");
      assertThat(answer.header("Content-Type")).contains("text/event-stream");
      assertThat(answer.header("Cache-Control")).contains("no-cache");
      assertThat(answer.text())
          .isEqualTo(
              """
              :\s

              data: one

              event: tick
              id: 7
              retry: 2000
              data: two
              data: lines
              data: and
              data: more

              data: {"a":1}

              : seen by nobody

              """);
    }
  }

  @Test
  void eachEventArrivesAtOnce() throws Exception {
    var mayGoOn = new CountDownLatch(1);
    try (TestClient client =
            TestClient.overSocket(
                serving(stream -> {
                  stream.send("one");
                  mayGoOn.await();
                }),
                backend);
        TestCall call = client.start(TestRequest.get("/events"))) {
      var seen = new StringBuilder();
      while (!seen.toString().contains("data: one\n\n")) {
        seen.append(call.read().orElseThrow());
      }
      mayGoOn.countDown();
      assertThat(call.read()).isEmpty();
    }
  }

  @Test
  void aClientThatComesBackTellsWhatItHadLast() throws Exception {
    try (TestClient client =
        TestClient.of(serving(stream -> stream.send(stream.lastId().orElse("none"))), backend)) {
      assertThat(client.send(TestRequest.get("/events").header("Last-Event-ID", "41")).text())
          .endsWith("data: 41\n\n");
    }
  }

  private static boolean stops(WebServer server) {
    return server.stop(Duration.ofSeconds(20));
  }

  private static boolean drains(WebServer server) {
    try {
      return server.drain(Duration.ofSeconds(Long.MAX_VALUE));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aStoppingServerLetsStreamsEndAsIfTheyWereComplete() throws Exception {
    expectStreamsToEndBy(EventsTest::stops);
  }

  @Test
  void aDrainingServerLetsStreamsEndAsIfTheyWereComplete() throws Exception {
    expectStreamsToEndBy(EventsTest::drains);
  }

  private void expectStreamsToEndBy(Predicate<WebServer> way) throws Exception {
    var begun = new CountDownLatch(1);
    try (TestClient client =
            TestClient.overSocket(
                serving(stream -> {
                  stream.send("one");
                  begun.countDown();
                  new CountDownLatch(1).await();
                }),
                backend);
        TestCall call = client.start(TestRequest.get("/events"))) {
      begun.await();
      var ended = CompletableFuture.supplyAsync(() -> way.test(client.server().orElseThrow()));
      assertThat(call.response().text()).endsWith("data: one\n\n");
      assertThat(ended.join()).isTrue();
    }
  }

  @Test
  void somethingIsHeardEveryFifteenSeconds() throws Exception {
    String text =
        Simulation.inOrder()
            .run(_ -> {
              try (TestClient client =
                  TestClient.of(serving(_ -> Time.sleep(Duration.ofSeconds(40))))) {
                return client.get("/events").text();
              }
            });
    assertThat(text).isEqualTo(": \n\n".repeat(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\0"})
  void aNameOrIdOfSeveralLinesIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Event.of("").named(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Event.of("").id(text));
  }
}
