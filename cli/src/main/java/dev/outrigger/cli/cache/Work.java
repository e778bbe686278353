package dev.outrigger.cli.cache;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something that is worth making once.
 *
 * @param <E> how the making may fail, apart from the disk
 */
public interface Work<E extends Exception> {
  /** A name for everything that the result depends on, as it is now: 32 digits, base 16. */
  String fingerprint() throws IOException;

  /** Whether an entry that was made earlier still has all that belongs to it. */
  boolean isWhole(Path entry) throws IOException;

  /** Makes it in an empty folder. */
  void makeIn(Path folder) throws IOException, E;
}
