package dev.outrigger.cli.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cli.output.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void itIsThereAsLongAsTheProcessServes() throws Exception {
    Path file = folder.resolve("pid");
    try (PidFile _ = PidFile.write(Optional.of(file))) {
      assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
    }
    assertThat(file).doesNotExist();
    try (PidFile _ = PidFile.write(Optional.empty())) {
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void oneThatNamesALivingProcessKeepsTheServiceFromStarting() throws Exception {
    Path file = folder.resolve("pid");
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Files.writeString(file, parent + "\n");
    assertThatThrownBy(() -> PidFile.write(Optional.of(file)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("names process " + parent + ", which lives");
    assertThat(file).hasContent(parent + "\n");
  }

  @Test
  void oneOfADeadProcessIsReplacedAndOneOfAnotherIsLeft() throws Exception {
    Path file = folder.resolve("pid");
    Process dead = new ProcessBuilder("true").start();
    assertThat(dead.waitFor()).isZero();
    Files.writeString(file, dead.pid() + "\n");
    try (PidFile _ = PidFile.write(Optional.of(file))) {
      assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
      Files.writeString(file, "1\n");
    }
    assertThat(file).hasContent("1\n");
  }
}
