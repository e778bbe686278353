package dev.outrigger.runtime.watch;

import dev.outrigger.runtime.watch.Change.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a root held when it was last looked at, directory by directory. Events only say where to
 * look again; what has changed comes from the difference. So it doesn't matter in which way an
 * editor saves, nor in which order events come, nor whether some are lost.
 *
 * <p>Threading: one thread at a time.
 */
final class Tree {
  private final Root root;
  private final Watches watches;
  private final Changes changes;
  private final Map<Path, Map<Path, Stamp>> directories = new HashMap<>();
  private boolean telling;

  Tree(Root root, Watches watches, Changes changes) {
    this.root = root;
    this.watches = watches;
    this.changes = changes;
  }

  /** The first look, of which nobody is told. */
  void begin() throws IOException {
    look(Set.of(), Set.of());
    telling = true;
  }

  /** Looks at all of it, since events were lost. */
  void lookAtAll() throws IOException {
    tell(Kind.OVERFLOW, root.path());
    look(new HashSet<>(directories.keySet()), Set.of());
  }

  /**
   * Looks again where something happened.
   *
   * @param dirty directories
   * @param touched what the events named
   */
  void look(Set<Path> dirty, Set<Path> touched) throws IOException {
    lookAtRoot();
    List<Path> mine = dirty.stream().filter(directories::containsKey).sorted().toList();
    // First who is gone: a directory that was moved takes its watch along to its new place.
    for (Path directory : mine) {
      forgetGoneDirectoriesIn(directory);
    }
    for (Path directory : mine) {
      if (directories.containsKey(directory)) {
        scan(directory, touched);
      }
    }
  }

  /** Whether something in this directory may concern this root. */
  boolean isConcernedBy(Path directory, Path entry) {
    return directories.containsKey(directory) || root.path().startsWith(entry);
  }

  /** Whether this directory is a part of it. */
  boolean holds(Path directory) {
    return directories.containsKey(directory);
  }

  private void lookAtRoot() throws IOException {
    watches.watchWayTo(root.path());
    boolean known = directories.containsKey(root.path());
    if (Files.isDirectory(root.path())) {
      if (!known) {
        tellOfRoot(Kind.ADDED);
        scan(root.path(), Set.of());
      } else if (!watches.isWatched(root.path())) {
        tellOfRoot(Kind.MODIFIED);
        scan(root.path(), Set.of());
      }
    } else if (known) {
      forget(root.path());
      tellOfRoot(Kind.REMOVED);
    }
  }

  private void tellOfRoot(Kind kind) {
    if (root.recursive()) {
      tell(kind, root.path());
    }
  }

  private void tell(Kind kind, Path path) {
    if (telling) {
      changes.add(kind, path);
    }
  }

  private void forgetGoneDirectoriesIn(Path directory) {
    directories
        .getOrDefault(directory, Map.of())
        .forEach((path, before) -> {
          if (before.directory() && Stamp.of(path).filter(before::isSameDirectory).isEmpty()) {
            forget(path);
          }
        });
  }

  private void forget(Path directory) {
    Map<Path, Stamp> held = directories.remove(directory);
    watches.forget(directory);
    if (held != null) {
      held.forEach(this::tellRemoved);
    }
  }

  private void tellRemoved(Path path, Stamp before) {
    if (before.directory()) {
      forget(path);
    } else {
      tell(Kind.REMOVED, path);
    }
  }

  private void scan(Path directory, Set<Path> touched) throws IOException {
    if (!watches.watch(directory)) {
      forget(directory);
      return;
    }
    Map<Path, Stamp> now = list(directory);
    Map<Path, Stamp> known = directories.put(directory, now);
    Map<Path, Stamp> before = known == null ? Map.of() : known;
    before.forEach((path, stamp) -> {
      Stamp current = now.get(path);
      if (current == null || current.directory() != stamp.directory()) {
        tellRemoved(path, stamp);
      }
    });
    for (Map.Entry<Path, Stamp> entry : now.entrySet()) {
      Path path = entry.getKey();
      Stamp stamp = entry.getValue();
      Stamp older = before.get(path);
      if (stamp.directory()) {
        if (!directories.containsKey(path) || !watches.isWatched(path)) {
          scan(path, touched);
        }
      } else if (older == null || older.directory()) {
        tell(Kind.ADDED, path);
      } else if (!older.equals(stamp) || touched.contains(path)) {
        tell(Kind.MODIFIED, path);
      }
    }
  }

  private Map<Path, Stamp> list(Path directory) throws IOException {
    Map<Path, Stamp> found = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path path : entries) {
        Stamp.of(path)
            .filter(stamp -> root.counts(path, stamp))
            .ifPresent(stamp -> found.put(path, stamp));
      }
    } catch (IOException | DirectoryIteratorException gone) {
      // Its removal is an event of its own; what we may not read is as if empty.
      return found;
    }
    return found;
  }
}
