package dev.outrigger.web.forms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upload that the disk has no room for. Writing fails as it does on a full disk, but by the
 * limit on the length of files that a process may have (RLIMIT_FSIZE).
 */
class FullDiskTest {
  @TempDir private Path uploads;
  @TempDir private Path folder;

  @Test
  void isToldTheClientAndTheLogInOneLineAndLeavesNothingBehind() throws Exception {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                // In blocks of 512 bytes or of 1024, as the shell counts.
                "ulimit -f 8192 && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                uploads.toString())
            .redirectError(errors.toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    String log = Files.readString(errors);
    assertThat(process.waitFor()).as(printed + log).isZero();
    assertThat(printed.lines())
        .containsExactly("507 Insufficient Storage", "0 files left", "200 100000");
    assertThat(log)
        .contains("WARNING", "an upload could not be kept in " + uploads)
        .doesNotContain("SEVERE", "File too large\n\tat ");
  }
}
