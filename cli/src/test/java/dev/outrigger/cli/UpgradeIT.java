package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new arbiter in the place of the old one: {@code ctl upgrade} and {@code USR2}. */
class UpgradeIT {
  @TempDir private Path folder = Path.of("");

  private static String program(String word) {
    return """
    import dev.outrigger.web.App;
    import dev.outrigger.web.Application;

    public class Program implements Application {
      @Override
      public void configure(App app) {
        app.get("/ping", request -> "%s " + ProcessHandle.current().pid());
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

  private Ctl ctl() {
    return new Ctl(folder);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private ServerProcess start(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "serve",
                "Program.java",
                "--workers=2",
                "--pool-workers=1",
                "--control=control",
                "--pid=pid"));
    command.addAll(List.of(more));
    return ServerProcess.start(folder, file("cache"), command.toArray(String[]::new));
  }

  /** The file goes with the old arbiter, and comes with the new one. */
  private long arbiter() throws Exception {
    SupervisedService.await("the pid file is there", () -> Files.exists(file("pid")));
    return Long.parseLong(Files.readString(file("pid")).strip());
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor()).isZero();
  }

  private static void end(long arbiter, ServerProcess service) throws Exception {
    ProcessHandle.of(arbiter).ifPresent(ProcessHandle::destroy);
    SupervisedService.await("nothing is left", () -> service.living().isEmpty());
  }

  @Test
  void aNewArbiterTakesOverUnderLoadAndNoRequestIsLost() throws Exception {
    try (ServerProcess service = start("--bind=127.0.0.1:0").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      long first = arbiter();
      save(program("second"));
      ctl().must(service, "upgrade");
      assertThat(service.exitStatus()).isZero();
      long second = arbiter();
      assertThat(second).isNotEqualTo(first);
      assertThat(SteadyLoad.ping(service.uri())).startsWith("second");
      ctl().must(service, "reload");
      int before = load.answered();
      SupervisedService.await("the load goes on", () -> load.answered() > before + 50);
      assertThat(load.failures()).isEmpty();
      end(second, service);
    }
  }

  @Test
  void aSignalDoesTheSameAndManyTimesInARow() throws Exception {
    try (ServerProcess service = start("--bind=127.0.0.1:0").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      for (int i = 0; i < 3; i++) {
        long before = arbiter();
        signal("USR2", before);
        SupervisedService.await(
            "the old one is gone",
            () -> ProcessHandle.of(before).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(arbiter()).isNotEqualTo(before);
      }
      assertThat(load.failures()).isEmpty();
      end(arbiter(), service);
    }
  }

  @Test
  void aNewArbiterThatCannotServeLeavesTheOldOneAsItWas() throws Exception {
    try (ServerProcess service = start("--bind=127.0.0.1:0").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      long before = arbiter();
      save("public class Program { does not compile }");
      assertThat(ctl().refused("upgrade")).contains("this arbiter goes on");
      assertThat(arbiter()).isEqualTo(before);
      ctl().must(service, "status");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first");
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void theSlotsThatTheOldOneHadMoreAreServedToTheirEnd() throws Exception {
    try (ServerProcess service = start("--bind=127.0.0.1:0").ready();
        SteadyLoad load = new SteadyLoad(service.uri())) {
      signal("TTIN", arbiter());
      service.errors().await("scale is done");
      ctl().must(service, "upgrade");
      service.errors().await("server process 3 of slot 2 has left");
      int before = load.answered();
      SupervisedService.await("the load goes on", () -> load.answered() > before + 50);
      assertThat(load.failures()).isEmpty();
      end(arbiter(), service);
    }
  }

  @Test
  void aUnixSocketStaysWhereItIsUntilTheLastArbiterEnds() throws Exception {
    Path socket = file("web.sock");
    try (ServerProcess service = start("--bind=unix:" + socket)) {
      service.output().await("Serving ");
      Object before = Files.getAttribute(socket, "unix:ino");
      ctl().must(service, "upgrade");
      assertThat(service.exitStatus()).isZero();
      assertThat(Files.getAttribute(socket, "unix:ino")).isEqualTo(before);
      end(arbiter(), service);
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void anArbiterThatDiesWhileTheNewOneStartsIsFollowedAllTheSame() throws Exception {
    save(
        program("first")
            .replace(
                "app.get(",
                """
                while (java.nio.file.Files.exists(java.nio.file.Path.of("hold"))) {
                  System.out.println("holds");
                  Thread.sleep(100);
                }
                app.get(\
                """)
            .replace("(App app)", "(App app) throws Exception"));
    try (ServerProcess service = start("--bind=127.0.0.1:0").ready()) {
      long before = arbiter();
      Path hold = Files.createFile(file("hold"));
      signal("USR2", before);
      service.output().await("holds");
      signal("KILL", before);
      Files.delete(hold);
      SupervisedService.await("the new one has the names", () -> isAnothers(before));
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first");
      end(arbiter(), service);
    }
  }

  private boolean isAnothers(long before) {
    try {
      return arbiter() != before && ctl().run("status").status() == 0;
    } catch (Exception e) {
      return false;
    }
  }
}
