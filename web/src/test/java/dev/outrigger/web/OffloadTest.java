package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a request whose work runs in a worker process, however that ends. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class OffloadTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    TaskOptions brief = TaskOptions.defaults().within(Duration.ofSeconds(2));
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.development();
              app.pool(builder -> builder.heapPerWorker(48 << 20));
              app.get("/pid", r -> r.offload(OffloadTest::pid));
              app.get("/double/{n:int}", r -> r.offload(OffloadTest::twice, r.pathInt("n")));
              app.get("/sum/{a:int}/{b:int}", OffloadTest::sum);
              app.get("/kill", r -> r.offload(OffloadTest::kill));
              app.get("/exit", r -> r.offload(OffloadTest::exit));
              app.get("/spin", r -> r.offload(brief, OffloadTest::spin));
              app.get("/hog", r -> r.offload(OffloadTest::hog));
              app.get("/picky", r -> r.offload(OffloadTest::picky));
              app.get("/bug", r -> r.offload(OffloadTest::bug));
              app.get("/stats", Request::statistics);
            });
    // Until a worker has started: the brief work's time runs from when it is asked for.
    assertThat(server.get("/double/1").body()).isEqualTo("2");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void theWorkRunsInAnotherProcess() throws Exception {
    long pid = Long.parseLong(server.get("/pid").body());
    assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).contains(pid);
  }

  @Test
  void argumentsTravelAndResultsReturn() throws Exception {
    assertThat(server.get("/double/21").body()).isEqualTo("42");
    assertThat(server.get("/sum/40/2").body()).isEqualTo("42");
  }

  @Test
  void aKilledWorkerIs502WithTheTypedCause() throws Exception {
    assertProblem(server.get("/kill"), 502, "OS_KILL(9)");
    assertProblem(server.get("/exit"), 502, "EXIT(3)");
    assertThat(server.get("/double/2").body()).isEqualTo("4");
  }

  @Test
  void anEndlessLoopIs504WithTheStackWhereItSpun() throws Exception {
    HttpResponse<String> late = server.get("/spin");
    assertProblem(late, 504, "DEADLINE");
    assertThat(late.body()).contains("OffloadTest.spin");
    assertThat(server.get("/double/3").body()).isEqualTo("6");
  }

  @Test
  void anExhaustedHeapIs502() throws Exception {
    assertProblem(server.get("/hog"), 502, "HEAP_OOM");
    assertThat(server.get("/double/4").body()).isEqualTo("8");
  }

  @Test
  void aProblemThrownInAWorkerReachesTheClientAsItIs() throws Exception {
    HttpResponse<String> picky = server.get("/picky");
    assertThat(picky.statusCode()).isEqualTo(422);
    assertThat(picky.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"not to my taste\",\"worker\":true}");
  }

  @Test
  void aBugInAWorkerIs500AndItsRemoteStackIsInTheLog() throws Exception {
    try (var log = new Logged()) {
      HttpResponse<String> bug = server.get("/bug");
      assertThat(bug.statusCode()).isEqualTo(500);
      assertThat(log.thrown("GET /bug failed with a bug"))
          .cause()
          .isInstanceOf(ArithmeticException.class)
          .satisfies(
              thrown -> assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("bug"));
    }
  }

  @Test
  void handlersSeeTheStatisticsOfTheServer() throws Exception {
    assertThat(server.get("/double/1").statusCode()).isEqualTo(200);
    assertThat(server.get("/stats").body())
        .contains("\"http\":{", "\"requestsServed\":", "\"pool\":{\"size\":1,", "\"completed\":");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String cause) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("\"status\":" + status, "\"cause\":\"" + cause + "\"", "\"task\":\"task ")
        .contains("\"delivery\":\"STARTED\"", "\"worker\":\"", "\"pid\":", "\"elapsedMillis\":");
  }

  private static Object sum(Request request) throws InterruptedException {
    return request.offload(Integer::sum, request.pathInt("a"), request.pathInt("b"));
  }

  private static int twice(int n) {
    return 2 * n;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static int kill() throws Exception {
    return new ProcessBuilder("kill", "-9", String.valueOf(pid())).start().waitFor();
  }

  private static int exit() {
    System.exit(3);
    return 0;
  }

  private static int spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static int hog() {
    return Stream.generate(() -> new byte[1 << 20]).toList().size();
  }

  private static int picky() {
    throw Problem.unprocessable("not to my taste").with("worker", true);
  }

  private static int bug() {
    return 1 / (int) Math.floor(Math.random());
  }
}
