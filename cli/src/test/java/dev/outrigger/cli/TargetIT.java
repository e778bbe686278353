package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} with what a build made, as real processes. */
class TargetIT {
  @TempDir private Path folder = Path.of("");

  private Path deploy(String word) throws IOException {
    Path classes =
        Jars.compile(
            folder.resolve("classes"),
            Map.of("com.acme.Shop", Jars.application("com.acme", "Shop", word)));
    return Jars.pack(folder.resolve("shop.jar"), classes, Map.of());
  }

  private ServerProcess serve(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("serve"));
    command.addAll(List.of(words));
    command.addAll(List.of("--bind", "127.0.0.1:0", "--pool-workers", "1"));
    return ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new));
  }

  @Test
  void aJarThatIsOverwrittenWhileItIsServedHarmsNobodyAndComesInByAReload() throws Exception {
    Path _ = deploy("first");
    try (ServerProcess service =
        serve("shop.jar", "--workers", "1", "--probe", "/ping", "--control", "control").ready()) {
      String before = service.get("/ping");
      assertThat(before).startsWith("first ");
      Path _ = deploy("second");
      // A class that nobody has loaded so far.
      assertThat(service.get("/late")).isEqualTo(before);
      ProcessHandle.of(Long.parseLong(before.replaceFirst(".* ", "")))
          .orElseThrow()
          .destroyForcibly();
      service.errors().await("another takes its place");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first ").isNotEqualTo(before);
      new Ctl(folder).must(service, "reload");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("second ");
    }
  }

  @Test
  void aClassOfAClassPathIsServedHereAndInAWorker() throws Exception {
    Path _ = deploy("first");
    Files.delete(folder.resolve("shop.jar"));
    try (ServerProcess service = serve("com.acme.Shop", "--class-path", "classes").ready()) {
      assertThat(service.get("/ping")).startsWith("first ");
      assertThat(service.get("/work")).isEqualTo("21");
    }
  }

  @Test
  void aFolderOfClassesIsServedByServerProcesses() throws Exception {
    Path _ = deploy("first");
    try (ServerProcess service = serve("classes", "--workers", "1").ready()) {
      assertThat(service.get("/ping")).startsWith("first ");
      assertThat(service.get("/work")).isEqualTo("21");
    }
  }
}
