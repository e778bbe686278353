package dev.outrigger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.load.Words;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The benchmark of the servers itself, with next to nothing to do. */
class HttpSpeedTest {
  @Test
  void aTinyRoundGivesALineForEachServerAtEachWork() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HttpSpeed.measure(
        new Words<>(
            1,
            0.01,
            Set.of(Work.values()),
            List.of(Jvm.command("outrigger"), Jvm.command("netty"))),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    for (Work work : Work.values()) {
      assertThat(lines).anyMatch(line -> line.contains(work.title()));
    }
    assertThat(lines).filteredOn(line -> line.matches("  Outrigger +-?[0-9].*")).hasSize(9);
    assertThat(lines).filteredOn(line -> line.matches("  Netty +-?[0-9].*")).hasSize(9);
  }
}
