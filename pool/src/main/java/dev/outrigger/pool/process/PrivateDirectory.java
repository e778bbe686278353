package dev.outrigger.pool.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that only this user can enter: the socket, the class path, crash reports. */
public final class PrivateDirectory {
  /** What the kernel's address of a Unix socket holds, less its final zero. */
  private static final int LONGEST_SOCKET_PATH = 107;

  static final String SOCKET = "s";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;

  private PrivateDirectory(Path path) {
    this.path = path;
  }

  /** Makes one in the folder for temporary files, or in /tmp where that has too long a name. */
  public static PrivateDirectory create() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    String prefix = Leftovers.PREFIX + ProcessHandle.current().pid() + "-";
    if (length(parent.resolve(prefix + "1234567890123456789/s")) > LONGEST_SOCKET_PATH) {
      parent = Path.of("/tmp");
    }
    Leftovers.sweep(parent);
    return new PrivateDirectory(Files.createTempDirectory(parent, prefix, OWNER_ONLY));
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** Where the socket is. */
  public Path socket() {
    return path.resolve(SOCKET);
  }

  Path crashReport(long spawn) {
    return path.resolve("crash-" + spawn + ".log");
  }

  /** Classes that are nowhere else in a file. */
  public Path classes() {
    return path.resolve("classes");
  }

  Path ledger(long spawn) {
    return path.resolve("ledger-" + spawn);
  }

  /** Removes what a dead worker no longer needs. */
  void forget(long spawn) {
    try {
      Files.deleteIfExists(ledger(spawn));
    } catch (IOException _) {
      // It goes with the folder.
    }
  }

  Path classPathFile() {
    return path.resolve("classpath");
  }

  /** Removes it with all that is in it; what can't be removed stays. */
  public void delete() {
    delete(path);
  }

  static void delete(Path path) {
    try (Stream<Path> content = Files.walk(path)) {
      List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // Gone already, or nothing that we could mend.
    }
  }
}
