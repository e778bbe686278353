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

/**
 * {@code serve --log-file}: what real processes write, and where it is after logrotate was here.
 */
class LogFileIT {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private LogText log = new LogText(file);

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("service.log");
    log = new LogText(file);
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import dev.outrigger.web.App;
        import dev.outrigger.web.Application;

        public class Program implements Application {
          @Override
          public void configure(App app) {
            app.get("/log", request -> {
              System.getLogger("shop").log(System.Logger.Level.INFO, "hello");
              return ProcessHandle.current().pid();
            });
            app.get("/work", request -> request.offload(Program::work, 20));
          }

          static int work(int n) {
            System.out.println("a worker is at work");
            return n;
          }
        }
        """);
  }

  private ServerProcess serve(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("serve", "Program.java"));
    command.addAll(List.of("--bind", "127.0.0.1:0", "--workers", "2", "--pool-workers", "1"));
    command.addAll(List.of("--control", "control"));
    command.addAll(List.of(words));
    return ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new));
  }

  private Path rotate(int number) throws IOException {
    return Files.move(file, folder.resolve("service.log." + number));
  }

  @Test
  void allProcessesWriteThereAndEachLineSaysWhoSpeaks() throws Exception {
    try (ServerProcess service = serve("--log-file", "service.log").ready(log)) {
      assertThat(log.await("2 server processes serve"))
          .matches("\\d{4}-\\d\\d-\\d\\d \\S+ INFO  arbiter supervisor: 2 server processes serve");
      log.await(" server 1 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      log.await(" server 2 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      assertThat(service.get("/work")).isEqualTo("20");
      assertThat(log.await("a worker is at work")).contains(" INFO  server ");
    }
  }

  @Test
  void whatTheJvmWritesByItselfIsThereToo() throws Exception {
    try (ServerProcess service = serve("--log-file", "service.log").ready(log)) {
      Process kill = new ProcessBuilder("kill", "-QUIT", service.get("/log")).start();
      assertThat(kill.waitFor()).isZero();
      log.await("Full thread dump");
    }
  }

  @Test
  void aSignalAndACommandOpenItAnewInAllProcesses() throws Exception {
    try (ServerProcess service = serve("--log-file", "service.log").ready(log)) {
      Path first = rotate(1);
      service.signal("USR1", false);
      log.await(" server 1 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      log.await(" server 2 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      List<String> before = new LogText(first).lines();
      rotate(2);
      new Ctl(folder).must(service, "reopen");
      log.await(" server 1 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      log.await(" server 2 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      new Ctl(folder).must(service, "scale", "3");
      log.await(" server 3 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
      log.await("arbiter supervisor: scale is done");
      assertThat(new LogText(first).lines()).isEqualTo(before);
    }
  }

  @Test
  void whereItCannotBeOpenedAnewTheOldFileIsKeptWithAWarning() throws Exception {
    try (ServerProcess service = serve("--log-file", "service.log").ready(log)) {
      LogText old = new LogText(rotate(1));
      Files.createDirectory(file);
      assertThat(new Ctl(folder).refused("reopen")).contains("can't be opened anew");
      assertThat(old.await("can't be opened anew")).contains(" WARN  arbiter ", "Is a directory");
      old.await(" server 1 shop: hello", () -> SteadyLoad.get(service.uri(), "/log"));
    }
  }

  @Test
  void whyNothingWasStartedIsToldToWhoeverStartedItToo() throws Exception {
    Files.writeString(folder.resolve("Program.java"), "class Program {");
    try (ServerProcess service = serve("--log-file", "service.log")) {
      assertThat(service.exitStatus()).isEqualTo(3);
      assertThat(service.errors().all()).singleElement().asString().contains("could not start");
      assertThat(Files.readString(file)).contains("could not start");
    }
  }

  @Test
  void oneThatCannotBeWrittenIsRefusedInOneLine() throws Exception {
    try (ServerProcess service = serve("--log-file", "no/such/folder/log")) {
      assertThat(service.exitStatus()).isEqualTo(2);
      assertThat(service.errors().all())
          .singleElement()
          .asString()
          .startsWith("outrigger: the log file /")
          .endsWith("/no/such/folder/log can't be written: No such file or directory (--log-file)");
    }
  }

  @Test
  void withoutOneThereIsNothingToOpen() throws Exception {
    try (ServerProcess _ = serve().ready()) {
      assertThat(new Ctl(folder).refused("reopen"))
          .isEqualTo("there is no log file: the service was started without --log-file");
    }
  }
}
