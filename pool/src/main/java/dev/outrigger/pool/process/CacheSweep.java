package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a cache bounded. A JVM that runs from an archive has it mapped, and loses nothing when its
 * name goes.
 */
final class CacheSweep {
  static final int KEPT_ARCHIVES = 8;

  private static final Duration OLD = Duration.ofDays(7);

  /** Nothing takes that long to make: its maker was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private CacheSweep() {}

  /** Leaves the archives that were used last. */
  static void archives(Path folder) throws IOException {
    for (Path file : content(folder, StartupArchive.ENDING).stream().skip(KEPT_ARCHIVES).toList()) {
      Files.deleteIfExists(file);
    }
    for (String ending : List.of(ArchiveMaker.GIVEN_UP, ArchiveMaker.LOCK)) {
      for (Path file : content(folder, ending)) {
        if (isOlderThan(OLD, file)) {
          Files.deleteIfExists(file);
        }
      }
    }
    abandoned(folder);
  }

  /** What was being made when its maker died. */
  static void abandoned(Path folder) throws IOException {
    for (Path made : content(folder, "")) {
      if (made.getFileName().toString().startsWith(ArchiveMaker.MAKING)
          && isOlderThan(ABANDONED, made)) {
        PrivateDirectory.delete(made);
      }
    }
  }

  /** The folders in it, but for those still being made; the one used last comes first. */
  static List<Path> folders(Path folder) throws IOException {
    return content(folder, "").stream()
        .filter(Files::isDirectory)
        .filter(file -> !file.getFileName().toString().startsWith(ArchiveMaker.MAKING))
        .toList();
  }

  private static List<Path> content(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted(Comparator.comparing(CacheSweep::changed).reversed())
          .toList();
    }
  }

  private static boolean isOlderThan(Duration age, Path file) {
    return changed(file).isBefore(Instant.now().minus(age));
  }

  private static Instant changed(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException _) {
      return Instant.now();
    }
  }
}
