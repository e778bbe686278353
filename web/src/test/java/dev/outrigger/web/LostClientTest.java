package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that closes its connection takes its work with it, wherever that is. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class LostClientTest {
  @Parameter private TaskBackend backend;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.get("/spin", r -> r.offload(LostClientTest::spin));
              app.get("/ping", _ -> "pong");
              app.get("/work", r -> r.offload(Thread::activeCount));
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itsRunningTaskIsStopped() throws Exception {
    try (var log = new Logged()) {
      try (Socket _ = server.clientThatAsked("/spin")) {
        Eventually.holds("the task runs", () -> pool().running() == 1);
      }
      Eventually.holds("it is cancelled", () -> pool().cancelledRunning() == 1);
      Eventually.holds("the log says so", () -> cancellations(log) == 1);
      assertThat(server.server().http().cancelledByClients()).isEqualTo(1);
    }
    assertThat(server.get("/work").statusCode()).isEqualTo(200);
    assertThat(pool().size()).isEqualTo(1);
  }

  @Test
  void itsQueuedTaskNeverRuns() throws Exception {
    try (var log = new Logged();
        Socket _ = server.clientThatAsked("/spin")) {
      Eventually.holds("the worker is busy", () -> pool().running() == 1);
      try (Socket _ = server.clientThatAsked("/work")) {
        Eventually.holds("the task waits", () -> pool().queued() == 1);
      }
      Eventually.holds("it is cancelled", () -> pool().cancelledQueued() == 1);
      Eventually.holds("the log says so", () -> cancellations(log) == 1);
      assertThat(pool().running()).isEqualTo(1);
      assertThat(server.get("/ping").body()).isEqualTo("pong");
    }
  }

  private PoolStatistics pool() {
    return server.server().pool().orElseThrow();
  }

  private static long cancellations(Logged log) {
    return log.lines().stream().filter(line -> line.contains(" was cancelled: ")).count();
  }

  private static int spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }
}
