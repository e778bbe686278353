package dev.outrigger.bench.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.load.Words;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The benchmark of the frameworks itself, with next to nothing to do. */
class WebSpeedTest {
  @Test
  void aTinyRoundGivesALineForEachFrameworkAtEachWork() throws Exception {
    List<String> lines = measure(Set.of(WebWork.values()), "outrigger", "http", "netty");
    for (WebWork work : WebWork.values()) {
      assertThat(lines).anyMatch(line -> line.contains(work.title()));
    }
    assertThat(lines).filteredOn(line -> line.startsWith("  Outrigger web ")).hasSize(8);
    assertThat(lines).filteredOn(line -> line.matches("  Netty +[0-9].*")).hasSize(6);
  }

  @Test
  void whatAServerCannotDoIsADash() throws Exception {
    assertThat(measure(Set.of(WebWork.ROUTES10), "http"))
        .filteredOn(line -> line.matches("  Outrigger http +-"))
        .hasSize(1);
  }

  private static List<String> measure(Set<WebWork> works, String... kinds) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WebSpeed.measure(
        new Words<>(1, 0.01, works, List.of(kinds).stream().map(WebSpeedTest::command).toList()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> command(String kind) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        WebMain.class.getName(),
        kind);
  }
}
