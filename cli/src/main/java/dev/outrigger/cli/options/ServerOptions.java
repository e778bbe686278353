package dev.outrigger.cli.options;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.ServerSettings;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a server runs; the same options for every command that starts one. */
public final class ServerOptions {
  @Option(
      names = "--loops",
      paramLabel = "N",
      converter = OptionValues.CountConverter.class,
      description =
          "Event loops, each with a thread of its own (default: 1, enough for thousands of"
              + " connections).")
  private Optional<Integer> loops = Optional.empty();

  @Option(
      names = "--pool-workers",
      paramLabel = "N",
      converter = OptionValues.CountConverter.class,
      description =
          "Worker processes for heavy requests, of each server process (default: its share of the"
              + " machine's processors).")
  private Optional<Integer> poolWorkers = Optional.empty();

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      converter = OptionValues.TransportConverter.class,
      description = "epoll, io-uring or nio (default: the best one here).")
  private Optional<Transport> transport = Optional.empty();

  @Option(
      names = "--tasks",
      paramLabel = "NAME",
      converter = OptionValues.TaskBackendConverter.class,
      description =
          "loop-carried: a request's thread runs on its loop; portable: on the JDK's scheduler"
              + " (default: loop-carried where the JVM allows it).")
  private Optional<TaskBackend> tasks = Optional.empty();

  @Mixin private EntranceOptions entrance = new EntranceOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  /**
   * What was asked for.
   *
   * @throws UserError if it can't be put into force
   */
  public ServerSettings settings() throws UserError {
    return new ServerSettings(
        loops, poolWorkers, transport, tasks, entrance.entrance(), limits.limits());
  }
}
