package dev.outrigger.runtime.watch;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which directories the system watches for us. */
final class Watches {
  private final WatchService service;
  private final Map<WatchKey, Path> paths = new HashMap<>();
  private final Map<Path, WatchKey> keys = new HashMap<>();

  Watches(WatchService service) {
    this.service = service;
  }

  /** From before the directory is looked at, so that nothing falls in between; false if gone. */
  boolean watch(Path directory) throws IOException {
    while (!isWatched(directory)) {
      WatchKey key;
      try {
        key = directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
        return false;
      } catch (IOException e) {
        throw new IOException("cannot watch " + directory + ": " + e.getMessage(), e);
      }
      Path elsewhere = paths.get(key);
      if (elsewhere == null || elsewhere.equals(directory)) {
        paths.put(key, directory);
        keys.put(directory, key);
      } else {
        // The watch is on the directory itself, which has moved here.
        forget(elsewhere);
      }
    }
    return true;
  }

  boolean isWatched(Path directory) {
    WatchKey key = keys.get(directory);
    return key != null && key.isValid();
  }

  void forget(Path directory) {
    WatchKey key = keys.remove(directory);
    if (key != null) {
      paths.remove(key);
      key.cancel();
    }
  }

  Optional<Path> directoryOf(WatchKey key) {
    return Optional.ofNullable(paths.get(key));
  }

  /** Watches what lies above, so that a root that is made anew is seen. */
  void watchWayTo(Path root) throws IOException {
    Path parent = root.getParent();
    while (parent != null && !watch(parent)) {
      parent = parent.getParent();
    }
    if (parent != null && !parent.equals(root.getParent())) {
      Path next = parent.resolve(root.getName(parent.getNameCount()));
      if (Files.isDirectory(next)) {
        // Made between the two questions.
        watchWayTo(root);
      }
    }
  }
}
