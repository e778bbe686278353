package dev.outrigger.cli.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes entries that nobody has used for thirty days, and what was being made when its maker was
 * killed. Programs that run touch their entries every day, so what is in use is never that old,
 * unless a machine was asleep: then the next touch may come too late by a moment, and a program
 * that lost its entry goes on with what it has loaded.
 */
final class CacheSweep {
  static final String MAKING = "new-";

  private static final String BROKEN = "broken-";
  private static final Duration UNUSED = Duration.ofDays(30);
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** Other things of the user's lie beside the entries. */
  private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{32}");

  private CacheSweep() {}

  static void sweep(Path root, Instant now) {
    for (Path path : content(root)) {
      try {
        String name = path.getFileName().toString();
        if (ENTRY.matcher(name).matches() && isOlder(path, now.minus(UNUSED))) {
          discard(root, path);
        } else if ((name.startsWith(MAKING) || name.startsWith(BROKEN))
            && isOlder(path, now.minus(ABANDONED))) {
          CacheEntries.delete(path);
        }
      } catch (IOException | UncheckedIOException _) {
        // Another process sweeps, or it can't be removed: no reason not to serve.
      }
    }
  }

  /** Takes it away by a rename, so that nobody sees it half removed. */
  static void discard(Path root, Path entry) throws IOException {
    Path aside = Files.createTempDirectory(root, BROKEN);
    Files.move(entry, aside.resolve("entry"));
    CacheEntries.delete(aside);
  }

  private static List<Path> content(Path root) {
    try (Stream<Path> inside = Files.list(root)) {
      return inside.toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean isOlder(Path path, Instant limit) throws IOException {
    return Files.getLastModifiedTime(path).toInstant().isBefore(limit);
  }
}
