package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed, what is lost is what it held, and nothing is left behind. */
class LostProcessIT {
  private static final int CLIENTS = 40;

  // A page whose answer waits for a file, and tells by another one in which process it waits.
  private static final String ROUTES =
      """
      app.get("/hold/{n:int}", request -> {
        String me = String.valueOf(ProcessHandle.current().pid());
        java.nio.file.Files.writeString(
            java.nio.file.Path.of("held-" + request.pathInt("n")), me);
        while (!java.nio.file.Files.exists(java.nio.file.Path.of("go"))) {
          Thread.sleep(20);
        }
        return "went " + me;
      });
      app.get("/heavy", request -> request.offload(Program::doze, "dozing"));
      """;

  @TempDir private Path folder = Path.of("");
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void leave() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
  }

  private SupervisedService serve() throws Exception {
    return SupervisedService.serve(folder, ROUTES, "--workers", "2");
  }

  private Socket ask(SupervisedService service, String path) throws IOException {
    Socket client = SteadyLoad.ask(service.uri(), path);
    client.setSoTimeout(180_000);
    clients.add(client);
    return client;
  }

  /** The processes that hold a request each. */
  private List<Long> holders() throws IOException {
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("held-")).toList()) {
        String pid = Files.readString(file, UTF_8);
        if (!pid.isEmpty()) {
          pids.add(Long.valueOf(pid));
        }
      }
    }
    return pids;
  }

  private void go() throws IOException {
    Files.createFile(folder.resolve("go"));
  }

  @Test
  void aKilledServerProcessLosesTheRequestsThatItHeldAndNoOther() throws Exception {
    try (SupervisedService service = serve()) {
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        held.add(ask(service, "/hold/" + i));
      }
      SupervisedService.await("all are held", () -> holders().size() == CLIENTS);
      ProcessHandle victim = service.servers("serving").getFirst();
      long atStake = holders().stream().filter(pid -> pid == victim.pid()).count();
      assertThat(atStake).isBetween(1L, CLIENTS - 1L);
      // Who comes now waits in the line of a process that never takes them.
      SupervisedService.stop(victim);
      List<Socket> waiting = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        waiting.add(ask(service, "/ping"));
      }
      assertThat(victim.destroyForcibly()).isTrue();
      service.awaitLog("was lost: killed by signal 9; another takes its place");
      go();
      List<String> answers = answers(held);
      assertThat(answers.stream().filter(answer -> answer.endsWith("went " + victim.pid())))
          .isEmpty();
      assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 200 ")))
          .hasSize((int) (CLIENTS - atStake));
      assertThat(answers(waiting)).allMatch(answer -> answer.startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void aProcessThatSomebodyTellsToLeaveHasASuccessorWhileItEndsItsRequests() throws Exception {
    try (SupervisedService service = serve()) {
      Socket held = ask(service, "/hold/0");
      SupervisedService.await("it is held", () -> holders().size() == 1);
      ProcessHandle leaver = ProcessHandle.of(holders().getFirst()).orElseThrow();
      assertThat(leaver.destroy()).isTrue();
      service.awaitLog("was told to leave; another takes its place");
      SupervisedService.await("its successor serves", () -> service.servers("serving").size() == 2);
      assertThat(service.servers("leaving")).containsExactly(leaver);
      go();
      assertThat(SteadyLoad.answer(held)).startsWith("HTTP/1.1 200 ");
      service.awaitLog("has left: exit status 0");
    }
  }

  /** What each was answered; what went wrong, for one that was not. */
  private static List<String> answers(List<Socket> sockets) {
    List<String> answers = new ArrayList<>();
    for (Socket socket : sockets) {
      try {
        answers.add(SteadyLoad.answer(socket));
      } catch (IOException e) {
        answers.add(e.toString());
      }
    }
    return answers;
  }

  @Test
  void whenTheArbiterIsKilledItsPortIsFreeAtOnceThoughRequestsEndFirst() throws Exception {
    try (SupervisedService service = serve()) {
      Socket held = ask(service, "/hold/0");
      SupervisedService.await("it is held", () -> holders().size() == 1);
      service.process().signal("KILL", false);
      assertThat(service.process().exitStatus()).isEqualTo(137);
      SupervisedService.await("the port is free", () -> isFree(service.uri().getPort()));
      go();
      assertThat(SteadyLoad.answer(held)).startsWith("HTTP/1.1 200 ");
      service.awaitNothingIsLeft();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Test
  void theWorkersOfKilledServerProcessesEndThoughTheyCompute() throws Exception {
    try (SupervisedService service = serve()) {
      holdAWorker(service);
      List<ProcessHandle> servers = service.servers("serving");
      List<ProcessHandle> workers =
          servers.stream().flatMap(server -> server.descendants()).toList();
      assertThat(workers).isNotEmpty();
      servers.forEach(server -> assertThat(server.destroyForcibly()).isTrue());
      service.awaitLog("was lost: killed by signal 9");
      SupervisedService.await(
          "their workers have ended", () -> workers.stream().noneMatch(SupervisedService::lives));
      assertThat(service.process().get("/ping")).startsWith("pong");
    }
  }

  /** Has a worker compute for as long as it lives. */
  private void holdAWorker(SupervisedService service) throws Exception {
    Socket _ = ask(service, "/heavy");
    SupervisedService.await("a worker has begun", () -> Files.exists(folder.resolve("dozing")));
  }

  @Test
  void whenAllAreKilledAtOnceNothingIsLeftAndThePortIsFree() throws Exception {
    try (SupervisedService service = serve()) {
      holdAWorker(service);
      service.process().signal("KILL", true);
      assertThat(service.process().exitStatus()).isEqualTo(137);
      service.awaitNothingIsLeft();
      // A killed process is a zombie by its first thread; the last one lets go of its sockets.
      SupervisedService.await("the port is free", () -> isFree(service.uri().getPort()));
    }
  }
}
