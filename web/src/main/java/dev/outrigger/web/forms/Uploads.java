package dev.outrigger.web.forms;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a {@link MultipartForm} keeps what comes. Take {@link #defaults()} and change what you want
 * otherwise.
 *
 * @param limits what the form may be
 * @param inMemory longest file that is kept in memory, in bytes; a longer one goes to the disk.
 *     Default 64 KiB, at most 16 MiB
 * @param directory where such files are, under names that nobody can guess, for this user alone.
 *     Default: that of {@code java.io.tmpdir}, which on some systems is in memory. A process that
 *     is killed leaves its files there; their names begin with {@code outrigger-upload-}
 */
public record Uploads(MultipartLimits limits, int inMemory, Path directory) {
  private static final int MOST_IN_MEMORY = 16 * 1024 * 1024;
  private static final Uploads DEFAULTS =
      new Uploads(
          MultipartLimits.defaults(),
          64 * 1024,
          Path.of(System.getProperty("java.io.tmpdir", "/tmp")));

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  public Uploads {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(directory, "directory");
    if (inMemory < 0 || inMemory > MOST_IN_MEMORY) {
      throw new IllegalArgumentException(
          "option inMemory must be from 0 to " + MOST_IN_MEMORY + ", but was " + inMemory);
    }
  }

  /** The defaults. */
  public static Uploads defaults() {
    return DEFAULTS;
  }

  /** These options with other {@link #limits()}. */
  public Uploads withLimits(MultipartLimits other) {
    return new Uploads(other, inMemory, directory);
  }

  /** These options with another {@link #inMemory()}. */
  public Uploads withInMemory(int bytes) {
    return new Uploads(limits, bytes, directory);
  }

  /** These options with another {@link #directory()}, which must exist. */
  public Uploads withDirectory(Path other) {
    return new Uploads(limits, inMemory, other);
  }
}
