package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --workers}: real processes behind one port, under load. */
class SupervisedIT {
  @TempDir private Path folder = Path.of("");

  private static String program(String word) {
    return """
    import dev.outrigger.web.App;
    import dev.outrigger.web.Application;

    public class Program implements Application {
      @Override
      public void configure(App app) {
        app.get("/ping", request -> "%s " + ProcessHandle.current().pid());
        app.every(java.time.Duration.ofSeconds(1), "tick", run ->
            java.nio.file.Files.writeString(
                java.nio.file.Path.of("ticks"),
                run.due() + System.lineSeparator(),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND));
        app.get("/hang", request -> {
          while (true) {
            Thread.onSpinWait();
          }
        });
        app.get("/work", request -> request.offload(Program::work, 20));
      }

      static int work(int n) {
        return n < 2 ? n : work(n - 1) + work(n - 2);
      }
    }
    """
        .formatted(word);
  }

  @BeforeEach
  void save() throws IOException {
    save(program("first"));
  }

  private void save(String text) throws IOException {
    Files.writeString(folder.resolve("Program.java"), text);
  }

  private ServerProcess start(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "serve",
                "Program.java",
                "--bind",
                "127.0.0.1:0",
                "--pool-workers",
                "1",
                "--control",
                "control",
                "--probe",
                "/ping"));
    command.addAll(List.of(more));
    return ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new));
  }

  private Ctl ctl() {
    return new Ctl(folder);
  }

  private static Set<String> pids(ServerProcess service) throws Exception {
    Set<String> found = new TreeSet<>();
    for (int i = 0; i < 60; i++) {
      found.add(SteadyLoad.ping(service.uri()).replaceFirst(".* ", ""));
    }
    return found;
  }

  @Test
  void reloadsAndScalingUnderLoadLoseNoRequest() throws Exception {
    try (ServerProcess service = start("--workers", "2").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      assertThat(service.get("/work")).isEqualTo("6765");
      save(program("second"));
      ctl().must(service, "reload");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("second");
      ctl().must(service, "scale", "3");
      ctl().must(service, "reload");
      ctl().must(service, "scale", "1");
      int before = load.answered();
      SupervisedService.await("the load goes on", () -> load.answered() > before + 50);
      assertThat(load.failures()).isEmpty();
      Ctl.Answer status = ctl().run("status", "--json");
      assertThat(String.join("\n", status.said()))
          .contains("\"stage\" : \"serving\"", "\"done\" : true");
    }
  }

  @Test
  void aBrokenApplicationIsNotLetInAndTheCommandSaysSo() throws Exception {
    try (ServerProcess service = start("--workers", "2").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      Set<String> before = pids(service);
      save(
          program("third")
              .replace(
                  "@Override", "{ if (true) throw new RuntimeException(\"no\"); }\n@Override"));
      assertThat(ctl().refused("reload")).contains("reload is given up, what served goes on");
      save("public class Program { does not compile }");
      String _ = ctl().refused("reload");
      assertThat(pids(service)).isEqualTo(before);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void aKilledServerProcessIsReplacedAndTheOthersServeMeanwhile() throws Exception {
    try (ServerProcess service = start("--workers", "2").ready()) {
      Set<String> before = pids(service);
      assertThat(before).hasSize(2);
      ProcessHandle.of(Long.parseLong(before.iterator().next())).orElseThrow().destroyForcibly();
      service.errors().await("was lost: killed by signal 9; another takes its place");
      // Whoever is in the line of its socket waits for the next process, and is served.
      for (int i = 0; i < 40; i++) {
        assertThat(SteadyLoad.ping(service.uri())).startsWith("first");
      }
    }
  }

  @Test
  void aProcessThatIsReplacedRunsWhatItsGenerationRunsWhateverWasSavedSince() throws Exception {
    try (ServerProcess service = start("--workers", "1").ready()) {
      save(program("second"));
      String first = SteadyLoad.ping(service.uri());
      ProcessHandle.of(Long.parseLong(first.replaceFirst(".* ", "")))
          .orElseThrow()
          .destroyForcibly();
      service.errors().await("another takes its place");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first ").isNotEqualTo(first);
    }
  }

  @Test
  void aProcessWhoseLoopHangsIsReplacedAndTheLogSaysWhereItHung() throws Exception {
    try (ServerProcess service = start("--workers", "1", "--timeout", "1s").ready()) {
      String first = SteadyLoad.ping(service.uri());
      // Not by an HttpClient, which asks again when it gets no answer: the next one would hang too.
      try (Socket _ = SteadyLoad.ask(service.uri(), "/hang")) {
        // One line is the arbiter's, the other its server process's: in no order.
        SupervisedService.await(
            "it says that it hangs, and where",
            () -> {
              String said = String.join("\n", service.errors().soFar());
              return said.contains("hangs: its loop 0 gave no sign of life")
                  && said.contains("runs the task request");
            });
        service.errors().await("another takes its place");
        assertThat(SteadyLoad.ping(service.uri())).startsWith("first ").isNotEqualTo(first);
      }
    }
  }

  @Test
  void aPeriodicJobRunsInOneProcessAndNoMomentTwiceAcrossReloads() throws Exception {
    Path ticks = folder.resolve("ticks");
    try (ServerProcess service = start("--workers", "2").ready()) {
      ctl().must(service, "reload");
      ctl().must(service, "reload");
      int before = lines(ticks).size();
      SupervisedService.await("the job goes on", () -> lines(ticks).size() >= before + 2);
      assertThat(lines(ticks)).doesNotHaveDuplicates().isSorted();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void anApplicationThatCannotStartEndsTheArbiterWithItsReason() throws Exception {
    save("public class Program { does not compile }");
    try (ServerProcess service = start("--workers", "2")) {
      assertThat(service.exitStatus()).isEqualTo(3);
      SupervisedService.await("nothing is left", () -> service.living().isEmpty());
    }
  }

  @Test
  void nothingIsLeftWhenTheArbiterIsKilled() throws Exception {
    try (ServerProcess service = start("--workers", "2").ready()) {
      service.signal("KILL", false);
      assertThat(service.exitStatus()).isEqualTo(137);
      SupervisedService.await("nothing is left", () -> service.living().isEmpty());
    }
  }

  @Test
  void aTermEndsAllOfItInOrder() throws Exception {
    try (ServerProcess service = start("--workers", "2").ready()) {
      service.signal("TERM", false);
      assertThat(service.exitStatus()).isZero();
      SupervisedService.await("nothing is left", () -> service.living().isEmpty());
    }
  }
}
