package dev.outrigger.pool.process;

import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that only this user can enter: the socket, the class path, crash reports. It lies where
 * brooms go round (systemd-tmpfiles removes what is ten days old from /tmp), and a pool lives
 * longer than that. So it is kept young, and what is gone nevertheless is made again before the
 * next worker starts.
 *
 * <p>Threading: any thread.
 */
public final class PrivateDirectory {
  /** What the kernel's address of a Unix socket holds, less its final zero. */
  private static final int LONGEST_SOCKET_PATH = 107;

  /** The socket at which whoever made a folder listens; while it does, the folder is in use. */
  public static final String SOCKET = "s";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> BY_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path path;
  private final UserPrincipal owner;
  private final Map<Path, byte[]> kept = new LinkedHashMap<>();
  private boolean over;

  private PrivateDirectory(Path path) throws IOException {
    this.path = path;
    this.owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Makes one in the folder for temporary files, or in /tmp where that has too long a name. */
  public static PrivateDirectory create() throws IOException {
    return create(SOCKET);
  }

  /**
   * The same for sockets of other names.
   *
   * @param longest the longest of them
   */
  public static PrivateDirectory create(String longest) throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
    String prefix = Leftovers.PREFIX + ProcessHandle.current().pid() + "-";
    if (length(parent.resolve(prefix + "1234567890123456789").resolve(longest))
        > LONGEST_SOCKET_PATH) {
      parent = Path.of("/tmp");
    }
    Leftovers.sweep(parent);
    try {
      return new PrivateDirectory(Files.createTempDirectory(parent, prefix, OWNER_ONLY));
    } catch (IOException e) {
      throw new IOException(
          "no folder can be made in %s (java.io.tmpdir): %s".formatted(parent, Told.why(e)), e);
    }
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
  Path classes() {
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

  /** Writes a file into it, which from now on belongs to what {@link #restore} brings back. */
  synchronized void keep(Path file, byte[] content) throws IOException {
    kept.put(file, content);
    restore();
  }

  /** Makes again what is gone of the folder and of the files that belong into it. */
  synchronized void restore() throws IOException {
    if (over) {
      throw new IOException("the pool has ended");
    }
    try {
      if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(path, OWNER_ONLY);
      }
      checkItIsOurs();
      Files.createDirectories(classes());
      for (Map.Entry<Path, byte[]> file : kept.entrySet()) {
        if (!Files.exists(file.getKey())) {
          write(file.getKey(), file.getValue());
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "the pool's folder %s is not whole and can't be mended: %s".formatted(path, Told.why(e)),
          e);
    }
  }

  /** Where all may write, somebody else may have been quicker to make one of this name. */
  private void checkItIsOurs() throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()
        || !found.owner().equals(owner)
        || !Collections.disjoint(found.permissions(), BY_OTHERS)) {
      throw new IOException("what has its name now belongs to, or can be changed by, another user");
    }
  }

  private void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    // A worker may look for it at this moment.
    Path aside = Files.createTempFile(path, "new-", null);
    Files.write(aside, content);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes all of it look new. */
  public void touch() {
    FileTime now = FileTime.from(Instant.now());
    try (Stream<Path> content = Files.walk(path)) {
      for (Path file : content.toList()) {
        touch(file, now);
      }
    } catch (IOException | UncheckedIOException _) {
      // What is gone is made again for the next worker.
    }
  }

  private static void touch(Path file, FileTime now) {
    try {
      Files.setLastModifiedTime(file, now);
    } catch (IOException _) {
      // A worker's file, and the worker has just gone.
    }
  }

  /** Removes it for good with all that is in it; what can't be removed stays. */
  public synchronized void delete() {
    over = true;
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
