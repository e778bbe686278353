package dev.outrigger.cli.cache;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Folders that are made once and found by their fingerprint. An entry is made aside and appears by
 * one rename, so a reader sees all of it or nothing, and of two processes that make the same at
 * once the second finds the first one's entry and uses that.
 *
 * <p>The time of an entry's folder is that of its last use: whoever takes it touches it, and again
 * once a day while a program runs from it. {@link CacheSweep} removes what nobody has used for long
 * whenever something new is made.
 */
public final class CacheEntries {
  private final Path root;

  private CacheEntries(Path root) {
    this.root = root;
  }

  /**
   * The cache of the current user: {@code $XDG_CACHE_HOME/outrigger}, or {@code
   * ~/.cache/outrigger}.
   */
  public static CacheEntries ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** The same for an environment. */
  public static CacheEntries of(Map<String, String> environment, Path userHome) {
    // The XDG specification says to ignore a relative path.
    Path base = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return new CacheEntries(
        (base.isAbsolute() ? base : userHome.resolve(".cache")).resolve("outrigger"));
  }

  /** In a folder of one's own. */
  public static CacheEntries in(Path root) {
    return new CacheEntries(root);
  }

  /**
   * The entry of a work, made now or earlier.
   *
   * @throws CacheUnusableException if nothing can be written
   */
  public <E extends Exception> Path entry(Work<E> work) throws IOException, E {
    while (true) {
      String fingerprint = work.fingerprint();
      Path entry = root.resolve(fingerprint);
      // First, so that no sweep takes what was just found.
      touch(entry);
      if (work.isWhole(entry)) {
        return entry;
      }
      if (Files.isDirectory(entry)) {
        // A full disk or a broom was here. It goes by a rename, as another process may be looking.
        CacheSweep.discard(root, entry);
      }
      Path made = make(work);
      // What was saved meanwhile would leave new things under the name of the old ones.
      if (work.fingerprint().equals(fingerprint)) {
        publish(made, entry);
        CacheSweep.sweep(root, Instant.now());
      } else {
        delete(made);
      }
    }
  }

  /** Marks the entry in which something lies as used now; nothing if it is in none. */
  public void touch(Path inside) {
    if (!inside.startsWith(root) || inside.equals(root)) {
      return;
    }
    try {
      Files.setLastModifiedTime(
          root.resolve(root.relativize(inside).getName(0)), FileTime.from(Instant.now()));
    } catch (IOException _) {
      // It is gone, or will be made.
    }
  }

  private <E extends Exception> Path make(Work<E> work) throws IOException, E {
    Path made;
    try {
      Files.createDirectories(root);
      made = Files.createTempDirectory(root, CacheSweep.MAKING);
    } catch (FileSystemException e) {
      throw new CacheUnusableException(root, e);
    }
    boolean complete = false;
    try {
      work.makeIn(made);
      complete = true;
      return made;
    } finally {
      if (!complete) {
        delete(made);
      }
    }
  }

  private static void publish(Path made, Path entry) throws IOException {
    try {
      Files.move(made, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      delete(made);
      if (!Files.isDirectory(entry)) {
        throw e;
      }
    }
  }

  /** Links are removed, not followed: behind one lie the user's sources. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
