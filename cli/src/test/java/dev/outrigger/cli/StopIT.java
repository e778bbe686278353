package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a service ends, its requests and its workers end as promised. */
class StopIT {
  @TempDir private static Path folder = Path.of("");
  private static ServerSocket beacon;

  // One program for all: the first server compiles it, the others find it compiled.
  @BeforeAll
  static void saveProgram() throws IOException {
    beacon = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    beacon.setSoTimeout(180_000);
    Programs.saveIn(folder, beacon.getLocalPort());
  }

  @AfterAll
  static void closeBeacon() throws IOException {
    beacon.close();
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
            folder,
            folder.resolve("cache"),
            "serve",
            "Program.java",
            "--bind",
            "127.0.0.1:0",
            "--pool-workers",
            "2")
        .ready();
  }

  @Test
  void aTermLetsTheRunningRequestEndAndLeavesNothing() throws Exception {
    try (ServerProcess server = serve()) {
      awaitWorkers(server);
      CompletableFuture<HttpResponse<String>> answer = server.send("/sleep/1000");
      beacon.accept().close();
      server.signal("TERM", false);
      assertThat(answer.get(60, SECONDS).body()).isEqualTo("slept");
      assertThat(server.exitStatus()).isZero();
      assertGone(server);
      assertThat(server.errors().all()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  // Ctrl-C goes to every process of the terminal's foreground group, a second TERM to the arbiter.
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void anIntOrASecondTermEndsTheRunningRequestAtOnce(String signal) throws Exception {
    try (ServerProcess server = serve()) {
      CompletableFuture<HttpResponse<String>> answer = server.send("/sleep/60000");
      beacon.accept().close();
      if (signal.equals("TERM")) {
        server.signal("TERM", false);
        server.errors().await("TERM: letting running requests end");
      }
      server.signal(signal, signal.equals("INT"));
      assertThat(server.exitStatus()).isZero();
      assertGone(server);
      assertThat(answer.get(60, SECONDS).statusCode()).isEqualTo(503);
      assertThat(server.errors().all()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void aSecondSignalEndsAServerWhoseLoopIsHeldForEver() throws Exception {
    try (ServerProcess server = serve()) {
      var _ = server.send("/hold");
      beacon.accept().close();
      server.signal("TERM", false);
      server.errors().await("letting running requests end");
      server.signal("TERM", false);
      // However it got out: it got out, within the patience of exitStatus, and so did its workers.
      assertThat(server.exitStatus()).isZero();
      awaitGone(server);
    }
  }

  @Test
  void aSignalDuringTheStartStopsItToo() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            folder, folder.resolve("cache"), "serve", "Program.java", "--bind", "127.0.0.1:0")) {
      server.output().await("configured");
      server.signal("TERM", false);
      assertThat(server.exitStatus()).isZero();
      awaitGone(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ping", "/doze", "/spin"})
  void aKilledServerProcessLeavesNoWorkerWhateverTheyDo(String path) throws Exception {
    try (ServerProcess server = serve()) {
      awaitWorkers(server);
      CompletableFuture<HttpResponse<String>> answer = server.send(path);
      if (path.equals("/ping")) {
        answer.get(60, SECONDS);
      } else {
        beacon.accept().close();
      }
      ProcessHandle killed = server.servers().getFirst();
      List<ProcessHandle> workers = killed.children().toList();
      assertThat(killed.destroyForcibly()).isTrue();
      workers.forEach(worker -> worker.onExit().orTimeout(60, SECONDS).join());
    }
  }

  @Test
  void aKilledArbiterLeavesNothingWhenTheRunningRequestHasEnded() throws Exception {
    try (ServerProcess server = serve()) {
      awaitWorkers(server);
      CompletableFuture<HttpResponse<String>> answer = server.send("/sleep/1000");
      beacon.accept().close();
      server.signal("KILL", false);
      assertThat(answer.get(60, SECONDS).body()).isEqualTo("slept");
      // A kept connection is waited for, for some seconds: its next request may be on its way.
      awaitGone(server);
    }
  }

  /** They are started while the server answers already. */
  private static void awaitWorkers(ServerProcess server) throws Exception {
    SupervisedService.await("arbiter, server and workers", () -> server.living().size() >= 4);
  }

  /** A worker that has just begun notices nothing before its JVM has started. */
  private static void awaitGone(ServerProcess server) throws Exception {
    SupervisedService.await("nothing is left", () -> server.living().isEmpty());
  }

  /** Two seconds are the promise. */
  private static void assertGone(ServerProcess server) {
    long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!server.living().isEmpty()) {
      assertThat(System.nanoTime()).as("%s still run", server.living()).isLessThan(deadline);
      // Nothing tells of the end of a process that is no child of this one.
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
