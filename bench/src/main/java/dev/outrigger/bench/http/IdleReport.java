package dev.outrigger.bench.http;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One table for each kind of rest, a line for each server. */
final class IdleReport {
  private final PrintStream out;

  IdleReport(PrintStream out) {
    this.out = out;
  }

  /** What each idle connection holds; servers without figures can't do it. */
  void print(Work work, int connections, Map<String, Optional<Rest>> servers) {
    out.printf(Locale.ROOT, "%n%,d %s (target: %s)%n", connections, work.title(), work.target());
    out.printf(Locale.ROOT, "  %-22s %10s %14s%n", "bytes each", "heap", "resident");
    servers.forEach((name, rest) ->
        out.println(
            rest.map(held -> line(name, held))
                .orElseGet(() -> String.format(Locale.ROOT, "  %-22s %10s", name, "-"))));
  }

  private static String line(String name, Rest rest) {
    return String.format(
        Locale.ROOT,
        "  %-22s %10s %,14.0f",
        name,
        rest.heap().isPresent()
            ? String.format(Locale.ROOT, "%,.0f", rest.heap().getAsDouble())
            : "",
        rest.resident());
  }
}
