package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.control.Control.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits in the line of a slot that is given up is served, whatever becomes of its process. */
class WaitingLineIT {
  private static final int CLIENTS = 60;

  @TempDir private Path folder = Path.of("");
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  /** Stops the process of the last slot, and lets clients connect and ask, half of them there. */
  private ProcessHandle fillTheLineOfTheLast(SupervisedService service) throws Exception {
    ProcessHandle last = service.servers("serving").getLast();
    SupervisedService.stop(last);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(SteadyLoad.ask(service.uri(), "/ping"));
    }
    return last;
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private void assertAllAreServed() throws IOException {
    List<String> answers = new ArrayList<>();
    for (Socket client : clients) {
      client.setSoTimeout(180_000);
      answers.add(SteadyLoad.answer(client));
    }
    assertThat(answers).hasSize(CLIENTS).allMatch(answer -> answer.startsWith("HTTP/1.1 200 "));
  }

  private static void awaitLeaving(SupervisedService service) throws Exception {
    SupervisedService.await("it is to leave", () -> service.servers("leaving").size() == 1);
  }

  private static CompletableFuture<Outcome> scaleToOne(SupervisedService service) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return service.tell(new Command.Scale(1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Test
  void aProcessServesItsLineToTheEndBeforeItLeaves() throws Exception {
    try (SupervisedService service =
        SupervisedService.serve(folder, "", "--workers", "2", "--graceful", "2m")) {
      ProcessHandle last = fillTheLineOfTheLast(service);
      service.process().signal("TTOU", false);
      awaitLeaving(service);
      signal("CONT", last);
      assertAllAreServed();
      service.awaitLog("has left: exit status 0");
      assertThat(service.rows()).hasSize(1);
    }
  }

  @Test
  void ifItDiesOverItAnotherProcessServesItsLineAndTheCommandWaitsForThat() throws Exception {
    try (SupervisedService service = SupervisedService.serve(folder, "", "--workers", "2")) {
      ProcessHandle last = fillTheLineOfTheLast(service);
      CompletableFuture<Outcome> scaled = scaleToOne(service);
      awaitLeaving(service);
      signal("KILL", last);
      assertAllAreServed();
      assertThat(scaled.get(180, TimeUnit.SECONDS).line()).isEqualTo("1 server process");
      assertThat(service.rows()).hasSize(1);
    }
  }
}
