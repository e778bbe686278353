package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * The JDK's AOT cache for processes of one kind, as workers: classes that are loaded and linked
 * already. One file for each JDK, set of JVM arguments and jar of ours; the jar comes first on
 * their class path, so that what follows it, folders included, makes no difference.
 *
 * <p>The JVM leaves a file alone that is truncated or made for another JVM or jar. It trusts the
 * rest, though: one wrong byte in the middle and it crashes. So the name of a file tells its
 * checksum, which is looked at once in each process; and if a process dies before it is ready, the
 * archive goes.
 *
 * <p>Threading: all methods from any thread; {@link #file} reads the whole file once.
 */
public final class StartupArchive {
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
  private final Training training;
  private final ToolOptions toolOptions;
  private final String key;
  private @Nullable Thread maker;
  private boolean stopped;

  private StartupArchive(Path folder, Training training, ToolOptions toolOptions, String key) {
    this.folder = folder;
    this.training = training;
    this.toolOptions = toolOptions;
    this.key = key;
  }

  /**
   * One of this user's cache; empty where an archive is out of the question.
   *
   * @param part of the cache, for processes of one kind
   */
  public static Optional<StartupArchive> ofUser(String part, Training training) {
    return CacheFolder.open(Optional.empty(), part)
        .flatMap(folder -> of(folder, training, ToolOptions.of(System.getenv(), Map.of())));
  }

  /**
   * For processes that start from a jar with the same arguments; empty where an archive is out of
   * the question.
   *
   * @param toolOptions arguments that the JVM takes from its environment
   */
  static Optional<StartupArchive> of(Path folder, Training training, ToolOptions toolOptions) {
    List<String> flags = training.flags();
    boolean clash =
        CLASH.matcher(toolOptions.joined()).find()
            || flags.stream().anyMatch(flag -> CLASH.matcher(flag).lookingAt());
    if (clash || !training.jar().toString().endsWith(".jar")) {
      return Optional.empty();
    }
    try {
      List<String> parts = new ArrayList<>();
      parts.add(System.getProperty("java.vm.version", ""));
      parts.add(System.getProperty("java.home", ""));
      parts.add(toolOptions.joined());
      parts.add(Fingerprint.entry(training.jar()));
      for (Path library : training.libraries()) {
        parts.add(Fingerprint.entry(library));
      }
      parts.addAll(flags);
      return Optional.of(new StartupArchive(folder, training, toolOptions, Fingerprint.of(parts)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** How a JVM is told of an archive. */
  public static List<String> arguments(Path file) {
    // Whatever is wrong with it, the process starts, and the log is not the user's concern.
    return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off,cds*=off");
  }

  /** The archive, if there is a sound one. */
  public Optional<Path> file() {
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
  public synchronized void wanted() {
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
                new ArchiveMaker(folder, training, toolOptions, key).make(this::isMissing);
              }
            });
    thread.setContextClassLoader(null);
    maker = thread;
    thread.start();
  }

  /** This process ends, and none that it started may be left. The next one makes it. */
  public void stop() {
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

  /** A process died with it before it was ready. */
  public void distrust(Path file) {
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
