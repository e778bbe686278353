package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's AOT cache for workers: classes that are loaded and linked already. One file for each
 * JDK, set of JVM arguments and jar of ours; the jar comes first on the workers' class path, so
 * that what follows it, folders included, makes no difference.
 *
 * <p>The JVM leaves a file alone that is truncated or made for another JVM or jar. It trusts the
 * rest, though: one wrong byte in the middle and it crashes. So the name of a file tells its
 * checksum, which is looked at once in each process; and if a worker dies before it is ready, the
 * archive goes.
 *
 * <p>Threading: all methods from any thread; {@link #file} reads the whole file once.
 */
final class StartupArchive {
  static final String ENDING = ".aot";

  /** After that long without an archive it is worth another try. */
  private static final Duration SULK = Duration.ofDays(1);

  /** Arguments that say something else about archives, or that no second process may be given. */
  private static final Pattern CLASH =
      Pattern.compile(
          "-XX:[+-]?(AOT|SharedArchive|ArchiveClasses|AutoCreateSharedArchive)"
              + "|-Xshare|-javaagent|-agent|-Xrun|-Xdebug");

  /** In this process: made, being made, or given up. */
  private static final Set<String> SETTLED = ConcurrentHashMap.newKeySet();

  private static final Map<Path, Boolean> SOUND = new ConcurrentHashMap<>();

  private final Path folder;
  private final Path jar;
  private final List<String> flags;
  private final ToolOptions toolOptions;
  private final String key;
  private @Nullable Thread maker;
  private boolean stopped;

  private StartupArchive(
      Path folder, Path jar, List<String> flags, ToolOptions toolOptions, String key) {
    this.folder = folder;
    this.jar = jar;
    this.flags = flags;
    this.toolOptions = toolOptions;
    this.key = key;
  }

  /**
   * For workers that start from this jar with these arguments; empty where an archive is out of the
   * question.
   *
   * @param toolOptions arguments that the JVM takes from its environment
   */
  static Optional<StartupArchive> of(
      Path folder, Path jar, List<String> flags, ToolOptions toolOptions) {
    boolean clash =
        CLASH.matcher(toolOptions.joined()).find()
            || flags.stream().anyMatch(flag -> CLASH.matcher(flag).lookingAt());
    if (clash || !jar.toString().endsWith(".jar")) {
      return Optional.empty();
    }
    try {
      String key =
          Fingerprint.of(
              Stream.concat(
                      Stream.of(
                          System.getProperty("java.vm.version", ""),
                          System.getProperty("java.home", ""),
                          toolOptions.joined(),
                          Fingerprint.entry(jar)),
                      flags.stream())
                  .toList());
      return Optional.of(new StartupArchive(folder, jar, flags, toolOptions, key));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The archive, if there is a sound one. */
  Optional<Path> file() {
    if (isGivenUp()) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).startsWith(key + "-") && name(file).endsWith(ENDING))
          .filter(file -> SOUND.computeIfAbsent(file, StartupArchive::isSound))
          .findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** Has one made in the background, unless there is one, or it is being made. */
  synchronized void wanted() {
    if (stopped || !SETTLED.add(key)) {
      return;
    }
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("outrigger-startup-archive")
            .unstarted(() -> {
              if (isMissing()) {
                new ArchiveMaker(folder, jar, flags, toolOptions, key).make(this::isMissing);
              }
            });
    thread.setContextClassLoader(null);
    maker = thread;
    thread.start();
  }

  /** The pool ends, and no process that it started may be left. The next pool makes it. */
  void stop() {
    Thread making;
    synchronized (this) {
      stopped = true;
      making = maker;
    }
    if (making != null && making.isAlive()) {
      making.interrupt();
      try {
        var _ = making.join(Duration.ofSeconds(1));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      SETTLED.remove(key);
    }
  }

  private boolean isMissing() {
    return !isGivenUp() && file().isEmpty();
  }

  /** A worker died with it before it was ready. */
  void distrust(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.write(given(), new byte[0]);
    } catch (IOException _) {
      SOUND.put(file, false);
    }
  }

  private boolean isGivenUp() {
    try {
      return Files.getLastModifiedTime(given()).toInstant().isAfter(Instant.now().minus(SULK));
    } catch (IOException _) {
      return false;
    }
  }

  private Path given() {
    return folder.resolve(key + ArchiveMaker.GIVEN_UP);
  }

  private static boolean isSound(Path file) {
    try {
      String checksum = checksum(file);
      // So that the ones in use are the last to be swept.
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return name(file).endsWith("-" + checksum + ENDING);
    } catch (IOException _) {
      return false;
    }
  }

  static String checksum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (FileChannel channel = FileChannel.open(file)) {
      sum.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
