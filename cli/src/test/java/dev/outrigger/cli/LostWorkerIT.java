package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers of the process pool are killed while clients ask for what they compute. */
class LostWorkerIT {
  private static final int CLIENTS = 6;
  private static final int KILLS = 5;

  @TempDir private Path folder = Path.of("");

  /** Clients that ask for one page again and again, and what they were answered. */
  private static final class Asking implements AutoCloseable {
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Thread> clients;
    private volatile boolean over;

    Asking(SupervisedService service, String path) {
      this.clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(_ -> Thread.ofVirtual().start(() -> ask(service, path)))
              .toList();
    }

    private void ask(SupervisedService service, String path) {
      while (!over) {
        try (Socket socket = SteadyLoad.ask(service.uri(), path)) {
          socket.setSoTimeout(180_000);
          String answer = SteadyLoad.answer(socket);
          if (answer.startsWith("HTTP/1.1 200 ")) {
            int _ = answered.incrementAndGet();
          } else {
            failures.add(answer);
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
      }
    }

    @Override
    public void close() {
      over = true;
      SteadyLoad.join(clients);
    }
  }

  private SupervisedService serve(String options) throws Exception {
    return SupervisedService.serve(
        folder,
        "app.get(\"/heavy\", request -> request.offload(%s, Program::square, 12));"
            .formatted(options),
        "--workers",
        "2");
  }

  /** Kills one worker after the other, each in the midst of the load. */
  private static void killWorkers(SupervisedService service, Asking load) throws Exception {
    for (int i = 0; i < KILLS; i++) {
      int before = load.answered.get();
      SupervisedService.await("the load goes on", () -> load.answered.get() > before + CLIENTS);
      SupervisedService.await(
          "there is a worker",
          () -> service.servers("serving").stream().anyMatch(LostWorkerIT::killAWorker));
    }
    int before = load.answered.get();
    SupervisedService.await("the load goes on", () -> load.answered.get() > before + CLIENTS);
  }

  private static boolean killAWorker(ProcessHandle server) {
    return server
        .children()
        .filter(SupervisedService::lives)
        .findFirst()
        .filter(ProcessHandle::destroyForcibly)
        .isPresent();
  }

  @Test
  void noRequestIsLostWhoseWorkMayBeRunAgain() throws Exception {
    try (SupervisedService service =
        serve("TaskOptions.defaults().withRetries(Retries.lost(10))")) {
      Asking load = new Asking(service, "/heavy");
      try (load) {
        killWorkers(service, load);
      }
      assertThat(load.failures).isEmpty();
    }
  }

  @Test
  void workThatMayRunOnceOnlyIsAnsweredByA5xxForEachWorkerThatWasKilledOverIt() throws Exception {
    try (SupervisedService service = serve("TaskOptions.defaults()")) {
      Asking load = new Asking(service, "/heavy");
      try (load) {
        killWorkers(service, load);
      }
      assertThat(load.failures)
          .hasSizeLessThanOrEqualTo(KILLS)
          .allMatch(answer -> answer.matches("(?s)HTTP/1\\.1 50[0-9] .*\"status\": ?50[0-9].*"));
    }
  }
}
