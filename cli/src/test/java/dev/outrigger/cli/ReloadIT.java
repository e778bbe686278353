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

/** {@code serve --reload}: what is saved is served. */
class ReloadIT {
  @TempDir private Path folder = Path.of("");

  private ServerProcess serve(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("serve"));
    command.addAll(List.of(words));
    command.addAll(
        List.of(
            "--reload",
            "--bind=127.0.0.1:0",
            "--pool-workers=1",
            "--control=" + folder.resolve("control")));
    return ServerProcess.start(folder, folder.resolve("cache"), command.toArray(String[]::new));
  }

  private void save(String text) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("src")).resolve("Shop.java"), text);
  }

  private void saveWord(String word) throws IOException {
    save(Jars.application("com.acme", "Shop", word));
  }

  private static void awaitAnswer(ServerProcess service, String begin) throws Exception {
    service.errors().await("reload is done");
    assertThat(SteadyLoad.ping(service.uri())).startsWith(begin);
  }

  @Test
  void whatIsSavedIsServedAndWhatIsBrokenIsToldWhileTheOldOneServes() throws Exception {
    saveWord("first ");
    try (ServerProcess service = serve("src/Shop.java").ready()) {
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first ");
      saveWord("second ");
      awaitAnswer(service, "second ");
      save("public class Shop { this does not compile }");
      service.errors().await("Shop.java:1: error:");
      service.errors().await("reload is given up, what served goes on");
      assertThat(SteadyLoad.ping(service.uri())).startsWith("second ");
      saveWord("mended ");
      awaitAnswer(service, "mended ");
      // A neighbour that is new counts too; what is in folders below does not.
      Files.writeString(folder.resolve("src/Word.java"), "class Word {}");
      awaitAnswer(service, "mended ");
    }
  }

  @Test
  void aJarThatIsPackedAgainIsServed() throws Exception {
    Path jar = folder.resolve("shop.jar");
    for (String word : List.of("first", "second")) {
      Path _ =
          Jars.compile(
              folder.resolve(word),
              Map.of("com.acme.Shop", Jars.application("com.acme", "Shop", word)));
    }
    Path _ = Jars.pack(jar, folder.resolve("first"), Map.of());
    try (ServerProcess service = serve("shop.jar").ready()) {
      assertThat(SteadyLoad.ping(service.uri())).startsWith("first ");
      Path _ = Jars.pack(jar, folder.resolve("second"), Map.of());
      awaitAnswer(service, "second ");
    }
  }

  @Test
  void nothingIsLeftOfTheProcessThatWaitsWhenTheArbiterIsKilled() throws Exception {
    saveWord("first ");
    try (ServerProcess service = serve("src/Shop.java").ready()) {
      saveWord("second ");
      awaitAnswer(service, "second ");
      service.signal("KILL", false);
      assertThat(service.exitStatus()).isEqualTo(137);
      SupervisedService.await("nothing is left", () -> service.living().isEmpty());
    }
  }
}
