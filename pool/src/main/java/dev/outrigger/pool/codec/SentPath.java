package dev.outrigger.pool.codec;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * Stands for a path on its way. The JDK's paths can't be serialized since they belong to a file
 * system; those of the default one mean the same in every process of this machine.
 */
record SentPath(String text) implements Serializable {

  static boolean standsFor(Path path) {
    return path.getFileSystem().equals(FileSystems.getDefault());
  }

  private Object readResolve() {
    return Path.of(text);
  }
}
