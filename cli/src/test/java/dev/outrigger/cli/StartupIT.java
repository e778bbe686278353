package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up archive of server processes, as it is made and distrusted. */
class StartupIT {
  /** Long enough for a busy machine to make one at the lowest priority. */
  private static final Duration PATIENCE = Duration.ofSeconds(400);

  private static final int HEADER = 4096;

  @TempDir private Path folder = Path.of("");

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        folder,
        folder.resolve("cache"),
        "serve",
        "Shop.java",
        "--workers=1",
        "--bind=127.0.0.1:0",
        "--pool-workers=1",
        "--control=" + folder.resolve("control"));
  }

  private List<Path> archives() {
    Path made = folder.resolve("cache/outrigger/server-start");
    if (!Files.isDirectory(made)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(made)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    } catch (IOException changing) {
      return List.of();
    }
  }

  /** Under the name that goes with these bytes, as if they had been made so. */
  private void breakArchive() throws IOException {
    Path file = archives().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    byte[] noise = new byte[bytes.length - 4 * HEADER];
    new Random(7).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, 2 * HEADER, noise.length);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    String key = file.getFileName().toString().replaceFirst("-.*", "");
    Files.write(file.resolveSibling("%s-%08x.aot".formatted(key, sum.getValue())), bytes);
  }

  @Test
  void itIsMadeAsideAndUsedByTheNextProcessAndABrokenOneIsThrownAway() throws Exception {
    Files.writeString(folder.resolve("Shop.java"), Jars.application("com.acme", "Shop", "shop "));
    try (ServerProcess service = serve().ready()) {
      SupervisedService.await("it is made", PATIENCE, () -> archives().size() == 1);
      ProcessHandle.of(pid(service)).orElseThrow().destroyForcibly();
      service.errors().await("another takes its place");
      assertThat(Files.readString(Path.of("/proc", String.valueOf(pid(service)), "cmdline")))
          .contains("-XX:AOTCache=" + archives().getFirst());
    }
    breakArchive();
    try (ServerProcess service = serve().ready()) {
      service.errors().await("it starts again without its start-up archive");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("shop ");
      assertThat(archives()).isEmpty();
    }
  }

  private static long pid(ServerProcess service) throws Exception {
    return Long.parseLong(SteadyLoad.ping(service.uri()).replaceFirst(".* ", ""));
  }
}
