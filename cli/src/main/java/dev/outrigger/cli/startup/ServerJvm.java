package dev.outrigger.cli.startup;

import dev.outrigger.pool.process.StartupArchive;
import dev.outrigger.pool.process.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The JVM of a server process: this command's own, from the same jar.
 *
 * @param mainClass of this command
 * @param options that its user gave
 * @param development whether to start soon matters more than to be fast for long
 */
public record ServerJvm(String mainClass, boolean development, List<String> options) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Keeps its own copy. */
  public ServerJvm {
    options = List.copyOf(options);
  }

  /**
   * The command line up to the class.
   *
   * @param share options that say what part of the machine it may have; what its user gave counts
   *     more
   */
  public List<String> command(List<String> share) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(share);
    command.addAll(flags());
    command.add("-cp");
    command.add(jar().map(Path::toString).orElse(System.getProperty("java.class.path")));
    command.add(mainClass);
    return command;
  }

  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    flags.add("--enable-native-access=ALL-UNNAMED");
    // Netty's events for Flight Recorder would be set up within the first request.
    flags.add("-Dio.netty.jfr.enabled=false");
    if (development) {
      // Code is gone before the second compiler's work has paid.
      flags.add("-XX:TieredStopAtLevel=1");
    }
    flags.addAll(options);
    return flags;
  }

  /**
   * An archive suits other heaps too; what is made aside shall not take memory from the service.
   */
  private List<String> trained() {
    List<String> flags = new ArrayList<>(flags());
    flags.removeIf(flag -> flag.startsWith("-Xm"));
    flags.add("-Xmx256m");
    return flags;
  }

  /** The archive for it; empty where there can be none. */
  public Optional<StartupArchive> archive() {
    try {
      return jar().isEmpty() ? Optional.empty() : archive(jar().get());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<StartupArchive> archive(Path jar) throws IOException {
    return StartupArchive.ofUser(
        "server-start",
        new Training(
            jar, libraries(jar), trained(), _ -> List.of(mainClass, Rehearsal.NAME), PATIENCE));
  }

  /** This command as users have it: one jar, whose manifest names the others. */
  private static Optional<Path> jar() {
    Path path = Path.of(System.getProperty("java.class.path"));
    return path.toString().endsWith(".jar") && Files.isRegularFile(path)
        ? Optional.of(path.toAbsolutePath().normalize())
        : Optional.empty();
  }

  private static List<Path> libraries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String named =
          Optional.ofNullable(file.getManifest())
              .map(manifest -> manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH))
              .orElse("");
      List<Path> libraries = new ArrayList<>();
      for (String each : named.strip().split(" +", -1)) {
        Path library = jar.resolveSibling(each);
        if (!each.isEmpty() && Files.isRegularFile(library)) {
          libraries.add(library);
        }
      }
      return libraries;
    }
  }
}
