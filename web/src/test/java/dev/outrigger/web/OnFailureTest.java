package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application makes of failures itself. */
class OnFailureTest {
  @SuppressWarnings("NullAway.Init")
  private static TestClient client;

  @BeforeAll
  static void start() throws Exception {
    client =
        TestClient.of(app -> {
          app.pool(pool -> pool.size(1));
          app.onFailure(IOException.class, (_, _) -> Response.text("io").status(599));
          app.onFailure(
              FileNotFoundException.class,
              (_, failure) -> Response.text("no file " + failure.getMessage()).status(404));
          app.onFailure(TaskFailedException.class, (_, _) -> Response.text("lost").status(502));
          app.onFailure(
              ArithmeticException.class,
              (_, failure) -> {
                throw Problem.of(422, "not with " + failure.getMessage());
              });
          app.get("/here", _ -> fail(new FileNotFoundException("x")));
          app.get(
              "/there",
              request ->
                  request.<Exception, String>offload(
                      OnFailureTest::fail, new FileNotFoundException("x")));
          app.get(
              "/refused",
              request ->
                  request.<Exception, String>offload(
                      OnFailureTest::fail, Problem.conflict("not now")));
          app.get(
              "/bug",
              request ->
                  request.<Exception, String>offload(
                      OnFailureTest::fail, new IllegalStateException("a bug")));
          app.get("/exit", request -> request.offload(OnFailureTest::exit));
          app.get("/zero", request -> 1 / request.queryInt("n", 0));
        });
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  private static void expect(String path, int status, String text) throws Exception {
    TestResponse answer = client.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains(text);
  }

  static String fail(Exception failure) throws Exception {
    throw failure;
  }

  static String exit() {
    Runtime.getRuntime().halt(3);
    return "";
  }

  @Test
  void theNearestClassAnswers() throws Exception {
    expect("/here", 404, "no file x");
  }

  @Test
  void whatIsThrownInAWorkerIsAnsweredAsIfItHadBeenThrownHere() throws Exception {
    expect("/there", 404, "no file x");
  }

  @Test
  void aProblemFromAWorkerStaysOneThoughTasksThatFailAreAnswered() throws Exception {
    expect("/refused", 409, "not now");
  }

  @Test
  void whatNobodyElseAnswersIsATaskThatFailed() throws Exception {
    expect("/bug", 502, "lost");
    expect("/exit", 502, "lost");
  }

  @Test
  void whatAnAnswerThrowsIsAnsweredInItsPlace() throws Exception {
    expect("/zero", 422, "not with / by zero");
  }

  @Test
  void anAnswerToAllFailuresLeavesProblemsAndTellsTheLogOfBugs() throws Exception {
    try (var logged = new Logged();
        TestClient all =
            TestClient.of(app -> {
              app.withoutPool();
              app.onFailure(Exception.class, (_, _) -> Response.text("sorry").status(500));
              app.get("/bug", _ -> fail(new IllegalStateException("a bug")));
              app.get("/late", _ -> fail(Problem.conflict("too late")));
              app.post("/json", request -> request.json(String.class));
            })) {
      assertThat(all.get("/nowhere").status()).isEqualTo(404);
      assertThat(all.get("/late").status()).isEqualTo(409);
      assertThat(all.send(TestRequest.post("/json").text("x")).status()).isEqualTo(415);
      assertThat(all.get("/bug").text()).isEqualTo("sorry");
      assertThat(logged.lines()).anyMatch(line -> line.contains("GET /bug failed"));
    }
  }

  @Test
  void aPathThatIsNoNumberIsNotFound() throws Exception {
    try (TestClient texts =
        TestClient.of(app -> {
          app.withoutPool();
          app.get("/{n}", request -> request.pathInt("n"));
        })) {
      assertThat(texts.get("/7").text()).isEqualTo("7");
      assertThat(texts.get("/x").status()).isEqualTo(404);
    }
  }

  @Test
  void twoAnswersToOneClassAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            App.configured(app -> {
              app.onFailure(IOException.class, (_, _) -> "a");
              app.onFailure(IOException.class, (_, _) -> "b");
            }))
        .withMessage("Failures of java.io.IOException are handled twice");
  }
}
