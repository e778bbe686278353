package dev.outrigger.pool.process;

import dev.outrigger.pool.worker.WorkerMain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Where a worker's own code is: the first entry of its class path, and the only one that its
 * start-up archive covers. Archives refuse folders of classes, as an IDE or a build has them, so
 * the classes of a folder are packed into a jar in the cache.
 */
final class WorkerJar {
  private static final String ENDING = ".jar";

  private static final FileTime SOME_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private WorkerJar() {}

  /** The jar, or the folder where it can't be packed; empty: only the class path knows. */
  static Optional<Path> locate(Optional<Path> cacheDirectory) {
    CodeSource source = WorkerMain.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    return NestedJars.plain(source.getLocation())
        .map(place -> Files.isDirectory(place) ? packed(place, cacheDirectory) : place);
  }

  private static Path packed(Path classes, Optional<Path> cacheDirectory) {
    return CacheFolder.open(cacheDirectory, "start-up")
        .flatMap(cache -> {
          try {
            return Optional.of(pack(classes, cache));
          } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
          }
        })
        .orElse(classes);
  }

  static Path pack(Path classes, Path cache) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    List<String> state = new ArrayList<>();
    for (Path file : files) {
      state.add(Fingerprint.entry(file));
    }
    Path jar = cache.resolve(Fingerprint.of(state) + ENDING);
    if (!Files.exists(jar)) {
      Path aside = Files.createTempFile(cache, ArchiveMaker.MAKING, null);
      try {
        write(classes, files, aside);
        // Two processes that pack at once make the same file: archives go by its time.
        Files.setLastModifiedTime(aside, SOME_TIME);
        Files.move(aside, jar, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    }
    return jar;
  }

  private static void write(Path classes, List<Path> files, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      for (Path file : files) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(SOME_TIME);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
