package dev.outrigger.supervisor.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text that Prometheus reads. */
class PrometheusTextTest {
  private static final List<String> PYTHON = List.of("/usr/bin/python3", "-c");

  @Test
  void eachNumberHasItsHelpItsTypeAndItsLabels() {
    assertThat(PrometheusText.of(Snapshots.service()).lines())
        .contains(
            "# HELP outrigger_requests_total Requests that were answered.",
            "# TYPE outrigger_requests_total counter",
            "outrigger_requests_total 123",
            "outrigger_uptime_seconds 61.500",
            "outrigger_slots 2",
            "outrigger_serving 1",
            "outrigger_server_ends_total{reason=\"lost\"} 2",
            "outrigger_server_ends_total{reason=\"hung\"} 0",
            "outrigger_server_ends_total{reason=\"recycled\"} 1",
            "outrigger_reloads_total{outcome=\"failed\"} 1",
            "outrigger_server_info{server=\"4\",slot=\"1\",generation=\"1\",stage=\"starting\",pid=\"4004\"}"
                + " 1",
            "outrigger_server_age_seconds{server=\"4\",slot=\"1\"} 7.000",
            "outrigger_server_connections{server=\"4\",slot=\"1\"} 1");
  }

  @Test
  void aServiceWithoutProcessesHasItsTotals() {
    Snapshot empty = new Snapshot(Duration.ZERO, 2, List.of(), new Tally().totals());
    assertThat(PrometheusText.of(empty))
        .contains("outrigger_slots 2\n", "outrigger_serving 0\n")
        .doesNotContain("server=");
  }

  @Test
  void theParserOfPrometheusOwnClientReadsAllOfIt() throws Exception {
    String text = PrometheusText.of(Snapshots.service());
    long samples = text.lines().filter(line -> !line.startsWith("#")).count();
    assertThat(
            python(
                "import prometheus_client.parser as p, sys\n"
                    + "print(sum(len(f.samples) for f in"
                    + " p.text_string_to_metric_families(sys.stdin.read())))",
                text))
        .isEqualTo(String.valueOf(samples));
  }

  private static String python(String program, String in) throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON.getFirst())), "there is no Python");
    Process missing =
        new ProcessBuilder(PYTHON.getFirst(), PYTHON.getLast(), "import prometheus_client")
            .redirectErrorStream(true)
            .start();
    String why = new String(missing.getInputStream().readAllBytes(), UTF_8);
    assumeTrue(missing.waitFor() == 0, "there is no python3-prometheus-client: " + why);
    Process parser =
        new ProcessBuilder(PYTHON.getFirst(), PYTHON.getLast(), program)
            .redirectErrorStream(true)
            .start();
    try (Writer to = parser.outputWriter()) {
      to.write(in);
    }
    return new String(parser.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
