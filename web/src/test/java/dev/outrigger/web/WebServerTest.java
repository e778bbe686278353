package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server starts and ends. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class WebServerTest {
  @Parameter private TaskBackend backend;

  @Test
  void aTakenPortRollsTheStartBack() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      awaitChildless();
      assertThatExceptionOfType(BindFailedException.class)
          .isThrownBy(() ->
              WebServer.builder(app -> app.get("/", _ -> ""))
                  .bind("127.0.0.1", taken.getLocalPort())
                  .poolWorkers(1)
                  .tasks(backend)
                  .start())
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
      awaitChildless();
    }
  }

  @Test
  void anAmbiguousRouteRefusesTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TestServer.start(
                backend,
                1,
                app -> {
                  app.get("/{a}", _ -> "");
                  app.get("/{b}", _ -> "");
                }))
        .withMessageMatching(
            "Route GET /\\{b} is ambiguous: it takes the same requests as GET /\\{a}"
                + " \\(WebServerTest.java:\\d+\\)");
  }

  @Test
  void aRouteThatIsDeclaredTwiceIsCalledThat() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TestServer.start(
                backend,
                1,
                app -> {
                  app.get("/a", _ -> "");
                  app.get("/a", _ -> "");
                }))
        .withMessageStartingWith("Route GET /a is declared twice (WebServerTest.java:");
  }

  @Test
  void routesCanNotBeAddedLater() throws Exception {
    List<App> kept = new ArrayList<>();
    try (var _ = TestServer.start(backend, 1, app -> kept.add(app.withoutPool()))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> kept.getFirst().get("/late", _ -> ""))
          .withMessageStartingWith("Route GET /late came after the server had started");
    }
  }

  @Test
  void drainingLetsTheRunningRequestEnd() throws Exception {
    var arrived = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var log = new Logged();
        var server =
            TestServer.start(
                backend,
                1,
                app ->
                    app.get(
                        "/wait",
                        _ -> {
                          arrived.countDown();
                          mayEnd.await();
                          return "ended";
                        }))) {
      CompletableFuture<HttpResponse<String>> answer = server.getLater("/wait");
      arrived.await();
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> server.server().stop(Duration.ofSeconds(20)));
      mayEnd.countDown();
      assertThat(answer.join().body()).isEqualTo("ended");
      assertThat(drained.join()).isTrue();
      assertThat(log.lines())
          .contains(
              "INFO Stopped "
                  + server.server().uri()
                  + " after 1 requests served, 0 given up by their clients; tasks: 0 submitted, 0 completed, 0 failed, 0 cancelled");
      awaitChildless();
    }
  }

  @Test
  void aDrainThatRunsOutOfTimeSaysSo() throws Exception {
    var arrived = new CountDownLatch(1);
    try (var _ = new Logged();
        var server =
            TestServer.start(
                backend,
                1,
                app -> {
                  app.withoutPool();
                  app.get(
                      "/wait",
                      _ -> {
                        arrived.countDown();
                        new CountDownLatch(1).await();
                        return "never";
                      });
                });
        var _ = server.clientThatAsked("/wait")) {
      arrived.await();
      assertThat(server.server().stop(Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void closingTwiceDoesNothingMore() throws Exception {
    try (var log = new Logged()) {
      var server =
          TestServer.start(
              backend,
              1,
              app -> {
                app.withoutPool();
                app.get("/", _ -> "");
              });
      server.close();
      server.close();
      assertThat(log.lines().stream().filter(line -> line.contains("Stopped ")).count())
          .isEqualTo(1);
    }
  }

  @Test
  void servingEndsAtTheFirstSignalAndInAHurryAtTheSecond() throws Exception {
    var arrived = new CountDownLatch(1);
    var server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.withoutPool();
              app.get(
                  "/wait",
                  _ -> {
                    arrived.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                  });
            });
    try (var log = new Logged();
        var _ = server.clientThatAsked("/wait")) {
      arrived.await();
      var serving = new Serving();
      Thread foreground = Thread.ofVirtual().start(() -> serve(serving, server.server()));
      serving.stop("TERM");
      serving.stop("TERM");
      assertThat(foreground.join(Duration.ofMinutes(1))).isTrue();
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("INFO TERM: letting running requests end"))
          .contains("INFO TERM again: ending running requests");
    }
  }

  /** Who makes the start-up archive is told to end, and waited for a second only. */
  private static void awaitChildless() throws Exception {
    Eventually.holds(
        "no child is left", () -> ProcessHandle.current().children().findAny().isEmpty());
  }

  private static void serve(Serving serving, WebServer server) {
    try {
      serving.untilStopped(server);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
