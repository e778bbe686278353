package dev.outrigger.web.testclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The same questions without a socket and over one. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class TestClientTest {
  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  record Greeting(String text) {}

  private TestClient client(Application application) throws Exception {
    Application withoutPool =
        app -> {
          app.withoutPool();
          application.configure(app);
        };
    return overSocket
        ? TestClient.overSocket(withoutPool, backend)
        : TestClient.of(withoutPool, backend);
  }

  @Test
  void answersHaveStatusFieldsAndBody() throws Exception {
    try (TestClient client =
        client(app ->
            app.get("/a", _ -> Response.text("grüße").status(201).header("X-Mark", "here")))) {
      TestResponse answer = client.get("/a");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("x-mark")).contains("here");
      assertThat(answer.header("Content-Type")).contains("text/plain; charset=utf-8");
      assertThat(answer.text()).isEqualTo("grüße");
    }
  }

  @Test
  void jsonGoesBothWays() throws Exception {
    try (TestClient client =
        client(app ->
            app.post("/", request -> new Greeting(request.json(Greeting.class).text() + "!")))) {
      TestResponse answer = client.send(TestRequest.post("/").json(new Greeting("hello")));
      assertThat(answer.json(Greeting.class)).isEqualTo(new Greeting("hello!"));
      assertThat(answer.json().get("text").asString()).isEqualTo("hello!");
    }
  }

  @Test
  void formsQueriesAndCookiesArrive() throws Exception {
    try (TestClient client =
        client(app ->
            app.post(
                "/",
                request ->
                    request.form().first("a").orElse("")
                        + request.query("q").orElse("")
                        + request.cookie("id").orElse("")))) {
      TestResponse answer =
          client.send(
              TestRequest.post("/")
                  .query("q", "2 & 3")
                  .header("Cookie", "id=4")
                  .form(Map.of("a", "1=ü")));
      assertThat(answer.text()).isEqualTo("1=ü2 & 34");
    }
  }

  @Test
  void failuresAndMissesAreAnswered() throws Exception {
    try (TestClient client =
        client(app ->
            app.get(
                "/",
                _ -> {
                  throw Problem.conflict("taken");
                }))) {
      assertThat(client.get("/").status()).isEqualTo(409);
      assertThat(client.get("/nowhere").status()).isEqualTo(404);
      assertThat(client.send(TestRequest.of("OPTIONS", "/")).header("Allow"))
          .contains("GET, HEAD, OPTIONS");
      assertThat(client.send(TestRequest.of("HEAD", "/nowhere")).bytes()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsWrittenWhileItGoesCanBeReadSo() throws Exception {
    var mayGoOn = new CountDownLatch(1);
    try (TestClient client =
        client(app ->
            app.get(
                "/",
                _ ->
                    Response.stream(
                        "text/plain",
                        out -> {
                          out.write("first");
                          out.flush();
                          mayGoOn.await();
                          out.write("second");
                        })))) {
      try (TestCall call = client.start(TestRequest.get("/"))) {
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.read()).contains("first");
        mayGoOn.countDown();
        assertThat(call.read()).contains("second");
        assertThat(call.read()).isEmpty();
      }
    }
  }

  @Test
  void anAnswerThatBreaksOffIsTold() throws Exception {
    try (TestClient client =
        client(app ->
            app.get(
                "/",
                _ ->
                    Response.stream(
                        "text/plain",
                        out -> {
                          out.write("first");
                          out.flush();
                          throw Problem.conflict("in the middle");
                        })))) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/"));
    }
  }

  @Test
  void aCallThatIsClosedCancelsItsHandler() throws Exception {
    var begun = new CountDownLatch(1);
    var cancelled = new CountDownLatch(1);
    try (TestClient client =
        client(app ->
            app.get(
                "/",
                _ -> {
                  begun.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    cancelled.countDown();
                  }
                  return "never";
                }))) {
      TestCall call = client.start(TestRequest.get("/"));
      begun.await();
      call.close();
      cancelled.await();
    }
  }

  @Test
  void whatComesBehindAnAnswerRuns() throws Exception {
    var done = new CountDownLatch(1);
    try (TestClient client =
        client(app -> app.get("/", _ -> Response.text("ok").afterwards(done::countDown)))) {
      assertThat(client.get("/").text()).isEqualTo("ok");
      done.await();
    }
  }

  @Test
  void aRecordingTellsWhatHasChanged(@TempDir Path folder) throws Exception {
    var calls = new AtomicInteger();
    try (TestClient client =
        client(app -> {
          app.get("/same", _ -> "same");
          app.get("/count", _ -> calls.incrementAndGet());
        })) {
      TestResponse _ = client.get("/same");
      TestResponse _ = client.get("/count");
      Path file = folder.resolve("recording.json");
      client.recorded().save(file);
      assertThat(Recording.load(file).replay(client))
          .singleElement()
          .asString()
          .startsWith("GET /count was 200 text/plain; charset=utf-8 1, and is 200");
    }
  }

  @Test
  void inASimulationTimeJumpsForHandlersToo() throws Exception {
    Instant before = Instant.now();
    String answer =
        Simulation.inOrder()
            .run(_ -> {
              try (TestClient client =
                  TestClient.of(app -> {
                    app.withoutPool();
                    app.get(
                            "/slow",
                            _ -> {
                              Time.sleep(Duration.ofHours(20));
                              return "slept";
                            })
                        .within(Duration.ofDays(1));
                  })) {
                return client.get("/slow").text();
              }
            });
    assertThat(answer).isEqualTo("slept");
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofMinutes(5));
  }
}
