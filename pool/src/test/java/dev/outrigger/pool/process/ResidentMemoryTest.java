package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentMemoryTest {
  @TempDir private Path folder;

  @Test
  void thisProcessHoldsMoreThanAMegabyteAndLessThanTheMachineHas() {
    long bytes = ResidentMemory.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(bytes).isBetween(1L << 20, 1L << 40);
  }

  @Test
  void aProcessThatIsGoneHoldsNothingThatCouldBeTold() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(ResidentMemory.of(process.pid())).isEmpty();
  }

  @Test
  void theLineIsReadInKibibytes() throws Exception {
    Path status = Files.writeString(folder.resolve("status"), "VmHWM:\t 9 kB\nVmRSS:\t   12 kB\n");
    assertThat(ResidentMemory.read(status)).hasValue(12 * 1024);
  }

  @Test
  void anotherFormatTellsNothing() throws Exception {
    Path status = Files.writeString(folder.resolve("status"), "VmRSS:\t many\n");
    assertThat(ResidentMemory.read(status)).isEmpty();
  }
}
