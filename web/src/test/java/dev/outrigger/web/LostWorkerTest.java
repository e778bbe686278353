package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that is killed from outside fails the request that it was running, and no other. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class LostWorkerTest {
  @Parameter private TaskBackend backend;

  @TempDir private Path folder;

  @Test
  void onlyTheRequestThatRanOnItFails() throws Exception {
    Path started = folder.resolve("started");
    try (var server =
        TestServer.start(
            backend,
            2,
            app -> {
              app.get("/victim", r -> r.offload(LostWorkerTest::victim, started.toString()));
              app.get("/work", r -> r.offload(LostWorkerTest::work));
            })) {
      CompletableFuture<HttpResponse<String>> victim = server.getLater("/victim");
      Eventually.holds("the victim runs", () -> Files.exists(started) && Files.size(started) > 0);
      List<CompletableFuture<HttpResponse<String>>> others =
          IntStream.range(0, 20).mapToObj(_ -> server.getLater("/work")).toList();

      ProcessHandle worker =
          ProcessHandle.of(Long.parseLong(Files.readString(started))).orElseThrow();
      assertThat(worker.parent().orElseThrow()).isEqualTo(ProcessHandle.current());
      worker.destroyForcibly();

      HttpResponse<String> lost = victim.join();
      assertThat(lost.statusCode()).isEqualTo(502);
      assertThat(lost.body())
          .contains("\"cause\":\"OS_KILL(9)\"", "\"delivery\":\"STARTED\"", "\"id\":\"")
          .contains("The work for this request was lost: its worker was killed by signal 9")
          .doesNotContain("LostWorkerTest", "\"pid\"");
      assertThat(others).allSatisfy(other -> assertThat(other.join().body()).isEqualTo("done"));
      Eventually.holds("the pool is back at full size", () -> pool(server).idle() == 2);
      assertThat(pool(server).workersLost()).isEqualTo(1);
    }
  }

  private static PoolStatistics pool(TestServer server) {
    return server.server().pool().orElseThrow();
  }

  private static String victim(String started) throws Exception {
    Path half = Path.of(started + ".half");
    Files.writeString(half, String.valueOf(ProcessHandle.current().pid()));
    Files.move(half, Path.of(started));
    Thread.sleep(60_000);
    return "survived";
  }

  private static String work() {
    return "done";
  }
}
