package dev.outrigger.supervisor.host;

import dev.outrigger.pool.process.StartupArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server process is started.
 *
 * @param command with all its arguments; a JVM, where there is an archive
 * @param environment beside that of the arbiter
 * @param folder its working directory
 * @param archive with what it starts more quickly, once that is made
 * @param spare an argument for a process that is started before it is wanted, and waits until it is
 *     given its meeting; empty if none is
 */
public record Launch(
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Optional<StartupArchive> archive,
    Optional<String> spare) {
  /** Keeps its own copies. */
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** One that is neither prepared nor ahead. */
  public Launch(List<String> command, Map<String, String> environment, Path folder) {
    this(command, environment, folder, Optional.empty(), Optional.empty());
  }
}
