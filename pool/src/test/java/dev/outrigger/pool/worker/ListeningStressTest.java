package dev.outrigger.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two threads listen in turn: no task, no cancellation and no wake-up gets lost between them. */
class ListeningStressTest {
  private static final int TASKS = 700;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void eachTaskRunsOnceAndInOrderAndEachCancellationIsHeard(long seed) throws Exception {
    assertThat(play(seed)).isEqualToIgnoringNewLines("all met one fate");
  }

  @Test
  void soItIsWithASeedThatNobodyHasTried() throws Exception {
    long seed = System.nanoTime();
    assertThat(play(seed)).as("seed " + seed).isEqualToIgnoringNewLines("all met one fate");
  }

  private static String play(long seed) throws Exception {
    // The name of a socket must be short.
    Path folder = Files.createTempDirectory("l");
    try {
      // A process of its own, for a worker that finds a bug in itself ends its process.
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ListeningProgram.class.getName(),
                  folder.toString(),
                  Long.toString(seed),
                  Integer.toString(TASKS))
              .redirectErrorStream(true)
              .start();
      try (var out = process.getInputStream()) {
        return new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
    } finally {
      Files.deleteIfExists(folder.resolve("s"));
      Files.deleteIfExists(folder.resolve("ledger"));
      Files.delete(folder);
    }
  }
}
