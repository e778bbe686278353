package dev.outrigger.cli.options;

import dev.outrigger.supervisor.hooks.Hooks;
import dev.outrigger.supervisor.hooks.Moment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is run when something happens to a service. */
final class HookOptions {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Option(
      names = "--on-start",
      paramLabel = "CMD",
      description =
          "A command for /bin/sh before the first server process; if it fails, nothing starts.")
  private Optional<String> start = Optional.empty();

  @Option(
      names = "--when-ready",
      paramLabel = "CMD",
      description = "The same when all server processes serve.")
  private Optional<String> ready = Optional.empty();

  @Option(
      names = "--on-worker-start",
      paramLabel = "CMD",
      description = "The same when a server process was started; OUTRIGGER_SERVER says which.")
  private Optional<String> workerStart = Optional.empty();

  @Option(
      names = "--on-worker-exit",
      paramLabel = "CMD",
      description = "The same when one has ended; OUTRIGGER_REASON says why.")
  private Optional<String> workerExit = Optional.empty();

  @Option(
      names = "--on-reload",
      paramLabel = "CMD",
      description = "The same before a reload; if it fails, there is none.")
  private Optional<String> reload = Optional.empty();

  /** All of them. */
  Hooks hooks() {
    Map<Moment, String> commands = new EnumMap<>(Moment.class);
    start.ifPresent(command -> commands.put(Moment.START, command));
    ready.ifPresent(command -> commands.put(Moment.READY, command));
    workerStart.ifPresent(command -> commands.put(Moment.WORKER_START, command));
    workerExit.ifPresent(command -> commands.put(Moment.WORKER_EXIT, command));
    reload.ifPresent(command -> commands.put(Moment.RELOAD, command));
    return new Hooks(commands, LIMIT);
  }
}
