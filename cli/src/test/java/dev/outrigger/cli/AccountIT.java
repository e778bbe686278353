package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --user}: server processes of somebody else, under an arbiter of root. */
class AccountIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void save() throws Exception {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root becomes others");
    assumeTrue(
        run("setpriv", "--reuid=nobody", "--clear-groups", "test", "-r", jar()) == 0,
        "nobody can't read " + jar());
    open(folder);
    open(Files.createDirectory(folder.resolve("work")));
    Files.writeString(folder.resolve("secret"), "for root");
    Files.setPosixFilePermissions(
        folder.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import dev.outrigger.web.App;
        import dev.outrigger.web.Application;
        import java.io.IOException;
        import java.nio.file.*;
        import java.util.*;

        public class Program implements Application {
          @Override
          public void configure(App app) {
            app.get("/threads", request -> {
              Set<String> lines = new TreeSet<>();
              try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
                for (Path thread : threads) {
                  Files.readAllLines(thread.resolve("status")).stream()
                      .filter(line -> line.matches("(Uid|Gid|Groups):.*"))
                      .forEach(line -> lines.add(line.replaceAll("\\\\s+", " ").strip()));
                }
              }
              return String.join(",", lines);
            });
            app.get("/read", request -> {
              try {
                return Files.readString(Path.of("secret"));
              } catch (IOException e) {
                return e.getClass().getSimpleName();
              }
            });
            app.get("/make", request -> {
              Path file = Files.writeString(Path.of("work/made"), "");
              return Files.getPosixFilePermissions(file) + " " + Files.getOwner(file);
            });
            app.get("/variable", request -> System.getenv("GREETING") + System.getenv("USER"));
          }
        }
        """);
  }

  private static String jar() {
    return System.getProperty("outrigger.jar");
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static void open(Path all) throws IOException {
    Files.setPosixFilePermissions(all, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private ServerProcess outrigger(String... words) throws IOException {
    return ServerProcess.start(folder, folder.resolve("cache"), words);
  }

  private ServerProcess serve(String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("serve", "Program.java"));
    command.addAll(List.of("--bind", "127.0.0.1:0", "--workers", "1", "--pool-workers", "1"));
    command.addAll(List.of("--control", "control", "--probe", "/read"));
    command.addAll(List.of(more));
    return outrigger(command.toArray(String[]::new));
  }

  @Test
  void serverProcessesAreWhollySomebodyElse() throws Exception {
    try (ServerProcess service =
        serve(
                "--bind",
                "unix:" + folder.resolve("socket"),
                "--user=nobody",
                "--umask=027",
                "--env",
                "GREETING=a,b ",
                "--log-file",
                "log")
            .ready(new LogText(folder.resolve("log")))) {
      assertThat(service.get("/threads")).matches("Gid:( 65534){4},Groups: 65534,Uid:( 65534){4}");
      assertThat(service.get("/read")).isEqualTo("AccessDeniedException");
      assertThat(service.get("/make")).contains("GROUP_READ", "nobody").doesNotContain("OTHERS");
      assertThat(service.get("/variable")).isEqualTo("a,b nobody");
      assertThat(mode(folder.resolve("socket"))).isEqualTo("rw-r----- nobody");
      assertThat(mode(folder.resolve("log"))).isEqualTo("rw-r----- nobody");
      // The arbiter still is root, and its server processes still hear of it.
      new Ctl(folder).must(service, "reload");
      assertThat(service.get("/read")).isEqualTo("AccessDeniedException");
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
        + " "
        + Files.getOwner(file);
  }

  @Test
  void theArbitersFolderLetsThemInButNotMakeAnything() throws Exception {
    try (ServerProcess service = serve("--user=nobody", "--group=nogroup").ready()) {
      Path inside = folderOf(service);
      assertThat(mode(inside)).isEqualTo("rwx--x--x root");
      try (Stream<Path> things = Files.list(inside)) {
        assertThat(things.filter(each -> !each.getFileName().toString().startsWith("probe")))
            .isNotEmpty()
            .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rw------- nobody"));
      }
    }
  }

  private static Path folderOf(ServerProcess service) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each ->
              service.living().stream()
                  .anyMatch(pid ->
                      each.getFileName().toString().startsWith("outrigger-" + pid + "-")
                          && Files.exists(each.resolve("sockets"))))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void whoIsNotRootCannotBecomeSomebodyElse() throws Exception {
    Process refused =
        new ProcessBuilder(
                "setpriv",
                "--reuid=nobody",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar(),
                "serve",
                "Program.java",
                "--user=daemon")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(refused.inputReader().readAllLines())
        .singleElement()
        .asString()
        .contains("only root can start processes as another user", "(--user)");
    assertThat(refused.waitFor()).isEqualTo(2);
  }
}
