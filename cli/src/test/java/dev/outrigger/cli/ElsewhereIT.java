package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve --chdir}: the same command in another folder. */
class ElsewhereIT {
  @TempDir private Path folder = Path.of("");

  private ServerProcess outrigger(String... words) throws Exception {
    return ServerProcess.start(folder, folder.resolve("cache"), words);
  }

  @Test
  void theProgramItsConfigurationAndItsFilesAreLookedUpThere() throws Exception {
    Path shop = Files.createDirectory(folder.resolve("shop"));
    Files.writeString(shop.resolve("outrigger.toml"), "bind = \"127.0.0.1:0\"\n");
    Files.writeString(shop.resolve("page"), "from the shop");
    Files.writeString(
        shop.resolve("Program.java"),
        """
        import dev.outrigger.web.App;
        import dev.outrigger.web.Application;

        public class Program implements Application {
          @Override
          public void configure(App app) {
            app.get("/page", request -> java.nio.file.Files.readString(java.nio.file.Path.of("page")));
          }
        }
        """);
    try (ServerProcess service =
        outrigger("serve", "Program.java", "--chdir", "shop", "--workers=1", "--pid=pid").ready()) {
      assertThat(service.get("/page")).isEqualTo("from the shop");
      // It is the process that was started, so that a signal to it arrives.
      assertThat(shop.resolve("pid")).exists();
      service.signal("TERM", false);
      assertThat(service.exitStatus()).isZero();
    }
  }

  @Test
  void aFolderThatIsNotThereIsToldInOneLine() throws Exception {
    try (ServerProcess refused = outrigger("serve", "Program.java", "--chdir=nowhere")) {
      assertThat(refused.exitStatus()).isEqualTo(2);
      assertThat(refused.errors().all())
          .singleElement()
          .asString()
          .endsWith("nowhere: it is no folder (--chdir)");
    }
  }
}
