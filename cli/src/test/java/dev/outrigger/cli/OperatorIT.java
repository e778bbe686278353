package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a service is started and asked for by scripts, and what is left of others. */
class OperatorIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void save() throws Exception {
    Files.writeString(
        folder.resolve("Program.java"), Programs.withRoutes("app.get(\"/\", _ -> \"hello\");"));
  }

  private ServerProcess command(String... words) throws Exception {
    return ServerProcess.start(
        folder,
        Map.of(
            "XDG_CACHE_HOME",
            folder.resolve("cache").toString(),
            "XDG_RUNTIME_DIR",
            folder.toString()),
        words);
  }

  private ServerProcess serve(String bind) throws Exception {
    ServerProcess service = command("serve", "Program.java", "--pool-workers", "1", "--bind", bind);
    String _ = service.output().await("Serving ");
    return service;
  }

  private List<String> ctl(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("ctl"));
    all.addAll(List.of(words));
    try (ServerProcess ctl = command(all.toArray(String[]::new))) {
      assertThat(ctl.exitStatus()).as("%s", ctl.errors().all()).isZero();
      return ctl.output().all();
    }
  }

  @Test
  void aServiceThatNohupHasStartedReloadsByHup() throws Exception {
    try (ServerProcess service =
        ServerProcess.start(
            List.of("nohup"),
            folder,
            folder.resolve("cache"),
            "serve",
            "Program.java",
            "--pool-workers=1",
            "--bind=127.0.0.1:0",
            "--control=control")) {
      String _ = service.output().await("Serving ");
      service.signal("HUP", false);
      String _ = service.errors().await("reload is done");
    }
  }

  @Test
  void aServiceOnAUnixSocketEndsInOrder() throws Exception {
    try (ServerProcess service = serve("unix:" + folder.resolve("shop.sock"))) {
      service.signal("TERM", false);
      assertThat(service.exitStatus()).isZero();
      assertThat(service.errors().all())
          .anyMatch(line -> line.contains("has left: exit status 0"))
          .noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
    }
  }

  @Test
  void whatAKilledArbiterHasLeftIsInNobodysWay() throws Exception {
    try (ServerProcess first = serve("127.0.0.1:0")) {
      first.signal("KILL", true);
      assertThat(first.exitStatus()).isEqualTo(137);
    }
    try (ServerProcess _ = serve("unix:" + folder.resolve("shop.sock"))) {
      assertThat(ctl("status")).anyMatch(line -> line.contains("serving"));
      try (var left = Files.list(folder.resolve("outrigger"))) {
        assertThat(left.map(Path::getFileName)).containsExactly(Path.of("shop.sock"));
      }
    }
  }

  @Test
  void stopReturnsWhenTheServiceHasEnded() throws Exception {
    try (ServerProcess service = serve("127.0.0.1:0")) {
      assertThat(ctl("stop")).containsExactly("the service stops");
      assertThat(service.servers()).isEmpty();
      assertThat(service.exitStatus()).isZero();
    }
  }
}
