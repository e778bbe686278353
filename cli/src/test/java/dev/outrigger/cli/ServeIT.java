package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar outrigger.jar serve}, far from any checkout. */
class ServeIT {
  @TempDir private static Path temp = Path.of("");

  // One program for all: the first server compiles it, the others find it compiled.
  @BeforeAll
  static void saveProgram() throws IOException {
    Programs.saveIn(Files.createDirectory(temp.resolve("my programs")), 1);
  }

  private ServerProcess serve(String... more) throws Exception {
    List<String> arguments =
        Stream.concat(Stream.of("serve", "my programs/Program.java"), Stream.of(more)).toList();
    return ServerProcess.start(temp, temp.resolve("cache"), arguments.toArray(String[]::new));
  }

  @Test
  void aFileWithoutPackageIsServedWithItsNeighbourHereAndInAWorker() throws Exception {
    try (ServerProcess server = serve("--bind", "127.0.0.1:0", "--pool-workers", "1").ready()) {
      assertThat(server.get("/ping")).isEqualTo("pong");
      assertThat(server.get("/sum/3")).isEqualTo("7");
    }
  }

  // What lies beside the jar of the framework is found by programs, and it finds what lies in them.
  @Test
  void aProgramMayTakeWhateverTheFrameworkHas() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("everything"));
    Programs.saveEverythingIn(folder);
    try (ServerProcess server =
        ServerProcess.start(
                folder,
                temp.resolve("cache"),
                "serve",
                "Everything.java",
                "--bind",
                "127.0.0.1:0",
                "--pool-workers=1")
            .ready()) {
      assertThat(server.get("/twice?n=4")).isEqualTo("8");
      assertThat(server.get("/twice?n=10")).contains("must be less than or equal to 9");
      assertThat(server.post("/signup", "{\"name\":\" \",\"age\":17}"))
          .contains("must not be blank")
          .contains("must be greater than or equal to 18");
      assertThat(server.get("/openapi.json")).contains("\"Signup\"");
      assertThat(server.get("/docs")).contains("swagger-ui");
      assertThat(server.get("/secret")).contains("\"status\":401");
      for (String coding : List.of("gzip", "zstd")) {
        assertThat(server.coding("/long", coding)).isEqualTo(coding);
      }
    }
  }

  @Test
  void theFirstLineSaysWhereAndWhoLooksAfterIt() throws Exception {
    try (ServerProcess server = serve("--bind", "127.0.0.1:0", "--workers", "2")) {
      assertThat(server.output().await("Serving "))
          .matches(
              "Serving Program.java at http://127.0.0.1:\\d+/ \\(2 server processes, arbiter \\d+\\)");
    }
  }

  @Test
  void whereSocketsCannotBeHandedOverOneProcessServesAndSaysWhatIsLost() throws Exception {
    try (ServerProcess server =
        serve(
            "--bind",
            "127.0.0.1:0",
            "--pool-workers=1",
            "--loops=2",
            "--transport=nio",
            "--tasks=portable")) {
      assertThat(server.output().await("Serving "))
          .matches(
              "Serving Program.java at http://127.0.0.1:\\d+/"
                  + " \\(nio, 2 loops, portable tasks, 1 pool worker\\)");
      server.errors().await("one server process, without reload");
      server.signal("TERM", false);
      assertThat(server.exitStatus()).isZero();
    }
  }

  @Test
  void whatNeedsSocketsToBeHandedOverIsRefusedWithoutThat() throws Exception {
    try (ServerProcess command = serve("--workers", "2", "--transport=nio")) {
      assertThat(command.exitStatus()).isEqualTo(1);
      assertThat(command.errors().all()).singleElement().asString().contains("epoll");
    }
  }

  @Test
  void aCompileErrorIsShownAsJavacShowsIt() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("wrong"));
    Files.writeString(
        folder.resolve("Wrong.java"), "public class Wrong { int x = \"s\"; }\n", UTF_8);
    try (ServerProcess command = ServerProcess.start(folder, temp, "serve", "Wrong.java")) {
      assertThat(command.exitStatus()).isEqualTo(3);
      assertThat(command.errors().all())
          .containsExactly(
              "Wrong.java:1: error: incompatible types: String cannot be converted to int",
              "public class Wrong { int x = \"s\"; }",
              "                             ^",
              "1 error",
              "outrigger: server process 1 of slot 0 could not start: Wrong.java:1: error:"
                  + " incompatible types: String cannot be converted to int");
    }
  }

  @Test
  void aTakenPortIsOneLineThatNamesPortAndFlag() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerProcess command = serve("--bind", "127.0.0.1:" + other.getLocalPort())) {
      assertThat(command.exitStatus()).isEqualTo(1);
      assertThat(command.errors().all())
          .singleElement()
          .asString()
          .contains(":" + other.getLocalPort() + ": the port is taken", "--bind");
    }
  }

  @Test
  void twoAtOnceCompileOneSourceAndBothServeIt() throws Exception {
    Path cache = temp.resolve("other cache");
    String[] program = {
      "serve", "my programs/Program.java", "--bind", "127.0.0.1:0", "--pool-workers", "1"
    };
    try (ServerProcess one = ServerProcess.start(temp, cache, program);
        ServerProcess two = ServerProcess.start(temp, cache, program)) {
      assertThat(one.ready().get("/sum/1")).isEqualTo("5");
      assertThat(two.ready().get("/sum/1")).isEqualTo("5");
    }
    try (Stream<Path> entries = Files.list(cache.resolve("outrigger"))) {
      assertThat(entries.filter(ServeIT::isProgram)).hasSize(1);
    }
  }

  /** Beside archives of loaded classes. */
  private static boolean isProgram(Path entry) {
    return entry.getFileName().toString().matches("[0-9a-f]{32}");
  }
}
