package dev.outrigger.runtime.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is watched, as a directory and what counts in it.
 *
 * @param path the directory
 * @param file the only one that counts in it, or the directory itself for all
 * @param globs which of all
 */
record Root(Path path, Path file, Globs globs) {

  static Root of(Path given, Globs globs) throws IOException {
    Path path = given.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new NoSuchFileException(given.toString(), null, "there is nothing to watch");
    }
    Path parent = path.getParent();
    boolean inside = Files.isDirectory(path) || parent == null;
    return inside || parent == null ? new Root(path, path, globs) : new Root(parent, path, globs);
  }

  boolean recursive() {
    return path.equals(file);
  }

  boolean counts(Path entry, Stamp stamp) {
    if (!recursive()) {
      return entry.equals(file) && !stamp.directory();
    }
    Path relative = path.relativize(entry);
    return stamp.directory() ? globs.countsDirectory(relative) : globs.countsFile(relative);
  }
}
