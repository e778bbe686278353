package dev.outrigger.cli.options;

import dev.outrigger.pool.process.HostBudget;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The JVM of each server process, and its share of the machine: all of them together may take the
 * heap that one alone takes by default, a quarter of the memory.
 */
public final class JvmOptions {
  private static final double HEAP_PERCENT = 25;

  @Option(
      names = "--jvm",
      paramLabel = "OPTIONS",
      split = "\\s+",
      hideParamSyntax = true,
      description =
          "Options for the JVM of the server processes, as in --jvm='-Xmx2g -XX:+UseZGC' (default: a"
              + " heap of 25 %% of the memory, divided among them).")
  private List<String> options = List.of();

  /** What the user said. */
  public List<String> given() {
    return options;
  }

  /** The heap of one of so many processes; a size that the user gave counts more. */
  public static List<String> share(int sharers) {
    return List.of(String.format(Locale.ROOT, "-XX:MaxRAMPercentage=%.2f", HEAP_PERCENT / sharers));
  }

  /** What tells one of so many processes its share, for what it starts itself. */
  public static Map<String, String> environment(int sharers) {
    return Map.of(HostBudget.SHARERS, String.valueOf(sharers));
  }
}
