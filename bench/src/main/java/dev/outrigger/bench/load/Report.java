package dev.outrigger.bench.load;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One table for each kind of work, a line for each server. */
final class Report {
  private static final String YARDSTICK = "Netty";

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Servers without samples can't do it. */
  void print(Exercise work, Map<String, Samples> servers) {
    out.printf(Locale.ROOT, "%n%s (target: %s)%n", work.title(), work.target());
    out.printf(
        Locale.ROOT,
        "  %-22s %10s %20s %9s %9s %9s %11s %11s%n",
        "CPU us a request",
        "median",
        "least to most",
        "user",
        "system",
        "to Netty",
        "heap bytes",
        "answers/s");
    Optional<Samples> yardstick =
        Optional.ofNullable(servers.get(YARDSTICK)).filter(it -> !it.isEmpty());
    servers.forEach((name, samples) ->
        out.println(samples.isEmpty() ? dash(name) : line(name, samples, yardstick)));
  }

  private static String dash(String name) {
    return String.format(Locale.ROOT, "  %-22s %10s", name, "-");
  }

  private static String line(String name, Samples samples, Optional<Samples> yardstick) {
    return String.format(
        Locale.ROOT,
        "  %-22s %10s %20s %9s %9s %9s %11s %,11.0f",
        name,
        number(samples.median(Sample::cpu)),
        "(" + number(samples.least()) + " to " + number(samples.most()) + ")",
        number(samples.median(Sample::user)),
        number(samples.median(Sample::system)),
        yardstick
            .map(netty -> String.format(Locale.ROOT, "%.2f", samples.ratioTo(netty)))
            .orElse(""),
        samples.bytes().isPresent()
            ? String.format(Locale.ROOT, "%,.0f", samples.bytes().getAsDouble())
            : "",
        samples.median(Sample::perSecond));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
