package dev.outrigger.bench.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The benchmark of the runtime itself, with next to nothing to do. */
class RuntimeSpeedTest {
  @Test
  void aTinyRoundGivesALineForEachContenderOfEachSubject() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RuntimeSpeed.measure(
        1,
        0.0002,
        Subject.all(),
        Stream.of("outrigger", "threads", "netty").map(RuntimeSpeedTest::jvm).toList(),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    for (Subject subject : Subject.values()) {
      assertThat(lines).anyMatch(line -> line.startsWith(subject.title()));
    }
    // Threads have no time-outs, and Netty has nothing but its echo.
    assertThat(lines).filteredOn(line -> line.startsWith("  Outrigger")).hasSize(8);
    assertThat(lines).filteredOn(line -> line.startsWith("  virtual threads")).hasSize(7);
    assertThat(lines).filteredOn(line -> line.startsWith("  Netty")).hasSize(2);
  }

  private static List<String> jvm(String kind) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        PeerMain.class.getName(),
        kind);
  }
}
