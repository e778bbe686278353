package dev.outrigger.supervisor.metrics;

import dev.outrigger.supervisor.metrics.Snapshot.Sample;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * A snapshot in Prometheus' text format 0.0.4, which is a line for each number; its own library
 * would bring a registry that nobody here needs.
 */
public final class PrometheusText {
  /** What HTTP calls it. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String GAUGE = "gauge";
  private static final String COUNTER = "counter";

  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  /** Writes all of it. */
  public static String of(Snapshot now) {
    PrometheusText all = new PrometheusText();
    all.ofService(now);
    all.ofEnds(now.totals());
    if (!now.servers().isEmpty()) {
      all.ofServers(now);
    }
    return all.text.toString();
  }

  private void ofService(Snapshot now) {
    one("uptime_seconds", GAUGE, "Time since the arbiter began.", seconds(now.uptime()));
    one("slots", GAUGE, "Server processes that there are to be.", number(now.slots()));
    one("serving", GAUGE, "Server processes that serve.", number(now.serving()));
    one("requests_total", COUNTER, "Requests that were answered.", number(now.requests()));
    one(
        "requests_running",
        GAUGE,
        "Requests that are being answered.",
        number(now.sum(sample -> sample.counts().running())));
    one(
        "connections",
        GAUGE,
        "Open connections.",
        number(now.sum(sample -> sample.counts().connections())));
    one(
        "server_starts_total",
        COUNTER,
        "Server processes that were started.",
        number(now.totals().started()));
  }

  private void ofEnds(Totals totals) {
    head("server_ends_total", COUNTER, "Server processes that ended or were recycled.");
    totals
        .ends()
        .forEach((reason, count) ->
            line("server_ends_total", "reason=\"" + reason + "\"", number(count)));
    head("reloads_total", COUNTER, "Reloads, by what came of them.");
    line("reloads_total", "outcome=\"done\"", number(totals.reloads()));
    line("reloads_total", "outcome=\"failed\"", number(totals.failedReloads()));
  }

  private void ofServers(Snapshot now) {
    head("server_info", GAUGE, "What a server process is, as labels.");
    for (Sample sample : now.servers()) {
      String more =
          ",generation=\"%d\",stage=\"%s\",pid=\"%d\""
              .formatted(sample.view().generation(), sample.view().stage(), sample.pid());
      line("server_info", labels(sample) + more, "1");
    }
    each(
        now,
        "server_requests_total",
        COUNTER,
        "Requests that a process has answered.",
        sample -> number(sample.counts().requests()));
    each(
        now,
        "server_requests_running",
        GAUGE,
        "Requests that it is answering.",
        sample -> number(sample.counts().running()));
    each(
        now,
        "server_connections",
        GAUGE,
        "Its open connections.",
        sample -> number(sample.counts().connections()));
    each(
        now,
        "server_resident_bytes",
        GAUGE,
        "Its memory.",
        sample -> number(sample.view().health().resident()));
    each(
        now,
        "server_age_seconds",
        GAUGE,
        "Time since it was started.",
        sample -> seconds(sample.view().age()));
    each(
        now,
        "server_silence_seconds",
        GAUGE,
        "Time since the last sign of life of the loop that is silent for longest.",
        sample -> seconds(sample.view().health().silence()));
    each(
        now,
        "server_leads",
        GAUGE,
        "1 if it runs the periodic jobs.",
        sample -> sample.view().leads() ? "1" : "0");
  }

  private static String labels(Sample sample) {
    return "server=\"%d\",slot=\"%d\"".formatted(sample.view().server(), sample.view().slot());
  }

  private void each(
      Snapshot now, String name, String type, String help, Function<Sample, String> value) {
    head(name, type, help);
    for (Sample sample : now.servers()) {
      line(name, labels(sample), value.apply(sample));
    }
  }

  private void one(String name, String type, String help, String value) {
    head(name, type, help);
    text.append("outrigger_").append(name).append(' ').append(value).append('\n');
  }

  private void head(String name, String type, String help) {
    text.append("# HELP outrigger_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE outrigger_").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, String labels, String value) {
    text.append("outrigger_").append(name).append('{').append(labels).append("} ");
    text.append(value).append('\n');
  }

  private static String number(long value) {
    return String.valueOf(value);
  }

  private static String seconds(Duration time) {
    return String.format(
        Locale.ROOT, "%d.%03d", time.toMillis() / 1000, Math.abs(time.toMillis() % 1000));
  }
}
