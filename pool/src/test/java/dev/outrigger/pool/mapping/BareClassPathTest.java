package dev.outrigger.pool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Caffeine and the progress bar are optional; here a JVM runs with no library at all. */
class BareClassPathTest {
  @Test
  void withoutTheBarsLibraryATerminalGetsLinesAndIsToldOnceWhatIsMissing() throws Exception {
    String output = run("progress");
    assertThat(output)
        .contains("thumbnails: ended, 5 of 5 done (100 %)", "faces: ended, 5 of 5 done (100 %)")
        .containsOnlyOnce("for a bar add me.tongfei:progressbar");
  }

  @Test
  void withoutCaffeineACacheIsRefusedWithTheNameOfTheLibrary() throws Exception {
    assertThat(run("cache"))
        .contains(
            "IllegalStateException: a cache of results needs com.github.ben-manes.caffeine:caffeine, which is not on the class path: add it")
        .doesNotContain("made");
  }

  private static String run(String what) throws Exception {
    // What is built here lies in folders, and every library in a jar.
    String bare =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                bare,
                BareProgram.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
