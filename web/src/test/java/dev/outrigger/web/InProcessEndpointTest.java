package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.InProcess;
import jakarta.validation.constraints.Max;
import java.io.Serializable;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods that run in a worker process. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class InProcessEndpointTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  record Found(long pid, List<Integer> twice) implements Serializable {}

  record Unsent(int n) {}

  record Holder(Object held) implements Serializable {}

  /** Only its static methods can be called elsewhere. */
  static class Heavy {
    @Get("/twice")
    @InProcess
    static Found twice(@Max(9) int most, List<Integer> n) {
      if (n.isEmpty()) {
        throw Problem.conflict("nothing to do");
      }
      return new Found(ProcessHandle.current().pid(), n.stream().map(x -> 2 * x).toList());
    }

    @Get("/exit")
    @InProcess
    static void exit() {
      Runtime.getRuntime().halt(3);
    }

    @Get("/unsent")
    @InProcess
    static Holder unsent() {
      return new Holder(new Unsent(1));
    }

    @Get("/spin")
    @InProcess
    static int spin() {
      while (true) {
        Thread.onSpinWait();
      }
    }
  }

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    server = TestServer.start(backend, 1, app -> app.endpoints(Heavy.class));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void argumentsGoThereAndTheResultComesBack() throws Exception {
    assertThat(server.get("/twice?most=1&n=1&n=2").body())
        .contains("\"twice\":[2,4]")
        .doesNotContain("\"pid\":" + ProcessHandle.current().pid() + ",");
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingCrosses() throws Exception {
    long before = server.server().pool().orElseThrow().submitted();
    assertThat(server.get("/twice?most=10&n=x").statusCode()).isEqualTo(422);
    assertThat(server.server().pool().orElseThrow().submitted()).isEqualTo(before);
  }

  @Test
  void aProblemThereReachesTheClient() throws Exception {
    assertThat(server.get("/twice?most=1").body()).contains("nothing to do", "409");
  }

  @Test
  void aProcessThatDiesFailsItsRequestAlone() throws Exception {
    assertThat(server.get("/exit").statusCode()).isEqualTo(502);
    assertThat(server.get("/twice?most=1&n=1").statusCode()).isEqualTo(200);
  }

  @Test
  void theClientGetsAnIdUnderWhichTheLogNamesTheMethod() throws Exception {
    try (var log = new Logged()) {
      String lost = server.get("/exit").body();
      assertThat(lost).contains("its worker exited with status 3").doesNotContain("Heavy");
      String id = lost.replaceFirst(".*\"id\":\"(\\w+)\".*", "$1");
      assertThat(log.lines())
          .anySatisfy(line ->
              assertThat(line).contains("id " + id, "(Heavy.exit)").doesNotContain("Crossing"));
    }
  }

  @Test
  void aResultThatCannotCrossIsABugAndOnlyTheLogNamesItsClass() throws Exception {
    try (var log = new Logged()) {
      HttpResponse<String> unsent = server.get("/unsent");
      assertThat(unsent.statusCode()).isEqualTo(500);
      assertThat(unsent.body()).contains("\"id\":\"").doesNotContain("Unsent", "Serializable");
      assertThat(log.thrown("GET /unsent failed with a bug")).hasMessageContaining("Unsent");
    }
  }

  @Test
  void aClientThatLeavesEndsIt() throws Exception {
    long before = server.server().pool().orElseThrow().cancelledRunning();
    try (Socket _ = server.clientThatAsked("/spin")) {
      Eventually.holds("it runs", () -> server.server().pool().orElseThrow().running() == 1);
    }
    Eventually.holds(
        "it is cancelled",
        () -> server.server().pool().orElseThrow().cancelledRunning() == before + 1);
  }
}
