package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold while things die. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class UnderFireTest {
  @Parameter private TaskBackend backend;

  private Demo demo;

  @BeforeEach
  void start() throws Exception {
    demo = Demo.start(backend);
    demo.awaitWorkers();
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  /** And not the process that makes the workers' start-up archive, the first time. */
  private static boolean isWorker(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(".WorkerMain");
  }

  @Test
  void aKilledWorkerFailsOneOf64RequestsAndThePoolIsBackAtFullSize() throws Exception {
    List<ProcessHandle> workers =
        ProcessHandle.current().children().filter(UnderFireTest::isWorker).toList();
    List<Duration> idle = workers.stream().map(UnderFireTest::processorTime).toList();
    List<CompletableFuture<HttpResponse<String>>> running = ask(2, "/fib/45");
    // A worker that only holds its task may die unnoticed: the task is given to another.
    Await.until("both workers compute", () -> haveComputed(workers, idle));
    List<CompletableFuture<HttpResponse<String>>> queued = ask(62, "/fib/25");
    Await.until("the others are queued", () -> demo.pool().queued() == 62);

    assertThat(workers.getFirst().destroyForcibly()).isTrue();

    assertThat(running.stream().map(answer -> answer.join().statusCode()))
        .containsExactlyInAnyOrder(200, 502);
    assertThat(running)
        .anySatisfy(answer -> assertThat(answer.join().body()).isEqualTo("1134903170"))
        .anySatisfy(answer -> assertThat(answer.join().body()).contains("\"OS_KILL(9)\""));
    assertThat(queued).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("75025"));
    Await.until("the pool is back at full size", () -> demo.pool().idle() == 2);
    assertThat(demo.pool().workersLost()).isEqualTo(1);
    assertThat(demo.pool().failed()).isEqualTo(1);
    assertThat(demo.pool().completed()).isEqualTo(63);
  }

  private static boolean haveComputed(List<ProcessHandle> workers, List<Duration> since) {
    Duration much = Duration.ofMillis(300);
    return IntStream.range(0, workers.size())
        .allMatch(i -> processorTime(workers.get(i)).compareTo(since.get(i).plus(much)) > 0);
  }

  private static Duration processorTime(ProcessHandle worker) {
    return worker.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private List<CompletableFuture<HttpResponse<String>>> ask(int times, String path) {
    return IntStream.range(0, times).mapToObj(_ -> demo.getLater(path)).toList();
  }

  @Test
  void clientsThatGoAwayTakeRunningAndQueuedTasksWithThem() throws Exception {
    try (Socket _ = demo.clientThatAsked("/fib/50");
        Socket _ = demo.clientThatAsked("/fib/50")) {
      Await.until("both workers are busy", () -> demo.pool().running() == 2);
      try (Socket _ = demo.clientThatAsked("/fib/49")) {
        Await.until("one task waits", () -> demo.pool().queued() == 1);
      }
      Await.until("it left the queue", () -> demo.pool().cancelledQueued() == 1);
      assertThat(demo.pool().running()).isEqualTo(2);
    }
    Await.until("the running ones are stopped", () -> demo.pool().cancelledRunning() == 2);
    assertThat(demo.get("/fib/20").body()).isEqualTo("6765");
    assertThat(demo.get("/stats").body())
        .contains("\"cancelledQueued\":1", "\"cancelledRunning\":2");
  }
}
