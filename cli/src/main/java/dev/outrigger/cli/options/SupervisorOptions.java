package dev.outrigger.cli.options;

import dev.outrigger.supervisor.arbiter.Recycling;
import dev.outrigger.supervisor.arbiter.Rules;
import dev.outrigger.supervisor.host.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the server processes behind one port come and go. */
public final class SupervisorOptions {
  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      converter = OptionValues.CountConverter.class,
      description =
          "Server processes, each with its loops and its worker processes, behind one port (default:"
              + " ${DEFAULT-VALUE}). HUP reloads them, TTIN and TTOU change their number.")
  private int workers = 1;

  @Option(
      names = "--probe",
      paramLabel = "PATH",
      description =
          "What a new server process has to answer with a status below 400 before clients see it.")
  private Optional<String> probe = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "PATH",
      split = ",",
      description =
          "A path that a new server process is asked for before clients see it, 100 times;"
              + " may be repeated.")
  private List<String> warmUp = List.of();

  @Option(
      names = "--graceful",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = AmountConverters.Time.class,
      description =
          "How long running requests may go on when their process leaves (default: ${DEFAULT-VALUE}).")
  private Duration graceful = Duration.ofSeconds(30);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = AmountConverters.Time.class,
      description =
          "How long a loop may give no sign of life before its stack is logged and its process is"
              + " replaced (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--start-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = AmountConverters.Time.class,
      description =
          "How long a new server process may take until it answers its probe (default: ${DEFAULT-VALUE}).")
  private Duration startTimeout = Duration.ofSeconds(60);

  @Option(
      names = "--reload-step",
      paramLabel = "N",
      converter = OptionValues.CountConverter.class,
      description = "How many server processes a reload starts at a time (default: all).")
  private Optional<Integer> reloadStep = Optional.empty();

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      description = "Replaces a server process after so many requests (default: never).")
  private Optional<Long> maxRequests = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      converter = AmountConverters.Time.class,
      description = "Replaces a server process after this time (default: never).")
  private Optional<Duration> maxAge = Optional.empty();

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      converter = AmountConverters.Size.class,
      description = "Replaces a server process that holds more memory than this (default: never).")
  private Optional<Long> maxMemory = Optional.empty();

  @Option(
      names = "--pid",
      paramLabel = "FILE",
      description = "Where the arbiter writes its process id.")
  private Optional<Path> pid = Optional.empty();

  @Option(
      names = "--control",
      paramLabel = "PATH",
      description = "The socket for 'outrigger ctl' (default: one of this user for the port).")
  private Optional<Path> control = Optional.empty();

  @Option(
      names = "--reload",
      description =
          "For development: reloads whenever the program's sources, classes or jars change on the"
              + " disk.")
  private boolean reload;

  /** Whether changes on the disk are to be served at once. */
  public boolean reload() {
    return reload;
  }

  /** How many server processes. */
  public int workers() {
    return workers;
  }

  /** The file for the process id, if there is to be one. */
  public Optional<Path> pid() {
    return pid;
  }

  /** The control socket that was asked for. */
  public Optional<Path> control() {
    return control;
  }

  /** What a new server process is asked before clients are. */
  public Probe probe() {
    return new Probe(probe, warmUp, 100);
  }

  /** What the arbiter goes by. */
  public Rules rules() {
    Recycling recycling = Recycling.never();
    if (maxRequests.isPresent()) {
      recycling = recycling.afterRequests(maxRequests.get());
    }
    if (maxAge.isPresent()) {
      recycling = recycling.afterAge(maxAge.get());
    }
    if (maxMemory.isPresent()) {
      recycling = recycling.above(maxMemory.get());
    }
    Rules rules = Rules.of(workers);
    // A service that has grown is still reloaded all at once; but what its author has broken is
    // told once.
    return rules
        .timed(startTimeout, graceful, timeout)
        .reloading(reloadStep.orElse(reload ? 1 : rules.mostSlots()))
        .recycled(recycling);
  }
}
