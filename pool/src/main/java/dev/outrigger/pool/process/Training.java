package dev.outrigger.pool.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What is played in a JVM of its own to make a start-up archive.
 *
 * @param jar first on the class path, and all of it
 * @param libraries that the jar's manifest names; another archive is made when one of them changes
 * @param flags of the JVM, the same for those that will use the archive
 * @param main a class with arguments, given a path for a socket in a folder of its own; it ends
 *     with status 0 when all has been played
 * @param patience with each of the two JVMs that make it
 */
public record Training(
    Path jar,
    List<Path> libraries,
    List<String> flags,
    Function<Path, List<String>> main,
    Duration patience) {

  /** Keeps its own copies. */
  public Training {
    libraries = List.copyOf(libraries);
    flags = List.copyOf(flags);
  }
}
