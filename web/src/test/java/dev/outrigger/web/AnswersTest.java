package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What handlers return and throw, seen from the other end of a socket. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class AnswersTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  record Point(int x, String label) {}

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.withoutPool();
              app.get("/text", _ -> "grüße");
              app.get("/number", _ -> 42);
              app.get("/bytes", _ -> new byte[] {65, 66});
              app.get("/record", _ -> new Point(3, "here"));
              app.get("/map", _ -> Map.of("a", List.of(1, 2)));
              app.get("/null", _ -> nothing());
              app.get("/thread", _ -> new Thread());
              app.get("/users/{user}/{n:int}", r -> r.path("user") + "#" + r.pathInt("n"));
              app.get("/query", r -> r.query("q").orElse("none") + r.queries("q"));
              app.get("/made", _ -> Response.json(Map.of()).status(201).header("X-A", "b"));
              app.get("/empty", _ -> Response.empty());
              app.get(
                  "/problem",
                  _ -> {
                    throw Problem.conflict("taken").with("by", "you");
                  });
              app.get(
                  "/bug",
                  _ -> {
                    throw new IllegalStateException("the secret");
                  });
              app.get(
                  "/error",
                  _ -> {
                    throw new StackOverflowError();
                  });
              app.get("/pool", r -> r.offload(Thread::activeCount));
              app.post("/body", r -> r.bytes(10));
            });
  }

  @SuppressWarnings("NullAway") // what a program without such checks may do
  private static Object nothing() {
    return null;
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void textAndNumbersArePlainText() throws Exception {
    HttpResponse<String> text = server.get("/text");
    assertThat(text.body()).isEqualTo("grüße");
    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(server.get("/number").body()).isEqualTo("42");
  }

  @Test
  void bytesAreSentAsTheyAre() throws Exception {
    HttpResponse<String> bytes = server.get("/bytes");
    assertThat(bytes.body()).isEqualTo("AB");
    assertThat(bytes.headers().firstValue("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void recordsAndMapsAreJson() throws Exception {
    HttpResponse<String> json = server.get("/record");
    assertThat(json.body()).isEqualTo("{\"x\":3,\"label\":\"here\"}");
    assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(server.get("/map").body()).isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void responsesAreSentAsBuilt() throws Exception {
    HttpResponse<String> made = server.get("/made");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("X-A")).contains("b");
    assertThat(server.get("/empty").statusCode()).isEqualTo(204);
  }

  @Test
  void pathParametersArriveDecoded() throws Exception {
    assertThat(server.get("/users/J%C3%BCrg%2F/-7").body()).isEqualTo("Jürg/#-7");
  }

  @Test
  void queryParametersArriveDecoded() throws Exception {
    assertThat(server.get("/query?a&q=1%202&q=3+4&&b=").body()).isEqualTo("1 2[1 2, 3 4]");
    assertThat(server.get("/query").body()).isEqualTo("none[]");
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    HttpResponse<String> head = server.send("HEAD", "/text", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).contains("7");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void optionsNamesTheMethods() throws Exception {
    HttpResponse<String> options = server.send("OPTIONS", "/text", "");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void aWrongMethodIs405WithTheRightOnes() throws Exception {
    HttpResponse<String> wrong = server.send("DELETE", "/body", "");
    assertProblem(wrong, 405, "/body takes OPTIONS, POST, not DELETE");
    assertThat(wrong.headers().firstValue("Allow")).contains("OPTIONS, POST");
  }

  @Test
  void anUnknownPathIs404() throws Exception {
    assertProblem(server.get("/nowhere"), 404, "Nothing is at /nowhere");
    assertProblem(server.get("/users/x/y"), 404, "Nothing is at /users/x/y");
  }

  @Test
  void badEscapesAre400() throws Exception {
    assertProblem(server.get("/users/%FF/1"), 400, "The path segment \\\"%FF\\\" is not UTF-8");
    assertProblem(
        server.get("/query?q=%E4"), 400, "The query holds \\\"%E4\\\", which can't be decoded");
  }

  @Test
  void aProblemIsSentWithItsMembers() throws Exception {
    HttpResponse<String> conflict = server.get("/problem");
    assertProblem(conflict, 409, "taken");
    assertThat(conflict.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,"
                + "\"detail\":\"taken\",\"by\":\"you\"}");
  }

  @Test
  void aBodyAboveTheLimitIs413() throws Exception {
    assertThat(server.send("POST", "/body", "0123456789").body()).isEqualTo("0123456789");
    assertProblem(server.send("POST", "/body", "0123456789+"), 413, "10");
  }

  @Test
  void aBugIsHiddenBehindAnIdThatTheLogHas() throws Exception {
    try (var log = new Logged()) {
      HttpResponse<String> bug = server.get("/bug");
      assertProblem(bug, 500, "its log says why under the id ");
      assertThat(bug.body()).doesNotContain("secret");
      String id = bug.body().replaceAll(".*\"id\":\"([0-9a-f]+)\".*", "$1");
      assertThat(log.lines()).contains("SEVERE GET /bug failed with a bug, id " + id);
      assertThat(log.thrown(id)).hasMessage("the secret");
    }
  }

  @Test
  void anErrorInAHandlerIsAnsweredToo() throws Exception {
    try (var log = new Logged()) {
      assertProblem(server.get("/error"), 500, "");
      assertThat(log.thrown("GET /error")).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void aValueThatIsNoAnswerIsABugThatNamesItsRoute() throws Exception {
    try (var log = new Logged()) {
      assertProblem(server.get("/null"), 500, "");
      assertProblem(server.get("/thread"), 500, "");
      assertThat(log.thrown("GET /null")).hasMessageStartingWith("The handler returned null");
      assertThat(log.thrown("GET /thread"))
          .hasMessageStartingWith("The handler returned a java.lang.Thread, which is no answer");
    }
  }

  @Test
  void offloadingWithoutAPoolSaysWhatToDeclare() throws Exception {
    try (var log = new Logged()) {
      assertProblem(server.get("/pool"), 500, "");
      assertThat(log.thrown("GET /pool")).hasMessageContaining("declared withoutPool()");
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status).contains(detail);
  }
}
