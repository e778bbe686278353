package dev.outrigger.cli;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import dev.outrigger.web.WebServerBuilder;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a server runs; the same options for every command that starts one. */
final class ServerOptions {
  @Option(
      names = "--loops",
      paramLabel = "N",
      converter = OptionValues.CountConverter.class,
      description =
          "Event loops, each with a thread of its own (default: 1, enough for thousands of connections).")
  private Optional<Integer> loops = Optional.empty();

  @Option(
      names = "--pool-workers",
      paramLabel = "N",
      converter = OptionValues.CountConverter.class,
      description = "Worker processes for heavy requests (default: from the machine).")
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

  /** Puts what was asked for into force; the rest keeps its default. */
  WebServerBuilder on(WebServerBuilder server) {
    loops.ifPresent(server::loops);
    poolWorkers.ifPresent(server::poolWorkers);
    transport.ifPresent(server::transport);
    tasks.ifPresent(server::tasks);
    return server;
  }
}
