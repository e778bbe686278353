package dev.outrigger.runtime.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is to be watched; {@link #start} begins. */
public final class FileWatchBuilder {
  private static final List<String> NOISE =
      List.of(
          ".git",
          ".hg",
          ".svn",
          ".idea",
          ".venv",
          "__pycache__",
          "node_modules",
          "*.swp",
          "*.swx",
          "*~",
          ".#*",
          "#*#",
          "4913",
          ".DS_Store");

  private final List<Path> roots;
  private final List<Globs.Glob> included = new ArrayList<>();
  private final List<Globs.Glob> excluded = new ArrayList<>();
  private Duration quiet = Duration.ofMillis(50);
  private Duration atMost = Duration.ofMillis(1600);

  FileWatchBuilder(List<Path> roots) {
    this.roots = roots;
  }

  /**
   * Only files that match one of the patterns count. Default: all.
   *
   * @param pattern a glob of {@link java.nio.file.FileSystem#getPathMatcher}: for names at any
   *     depth ({@code *.java}), or with a slash for paths from the root on ({@code src/**.java})
   */
  public FileWatchBuilder include(String pattern) {
    included.add(Globs.Glob.of(pattern));
    return this;
  }

  /**
   * Files that match don't count, and directories that match are not looked into. Default: none.
   */
  public FileWatchBuilder exclude(String pattern) {
    excluded.add(Globs.Glob.of(pattern));
    return this;
  }

  /** Excludes what version control, editors and package managers write beside. Default: off. */
  public FileWatchBuilder withoutNoise() {
    NOISE.forEach(this::exclude);
    return this;
  }

  /** A batch ends when nothing has happened for this long. Default: 50 ms. */
  public FileWatchBuilder quiet(Duration time) {
    quiet = positive("quiet", time);
    return this;
  }

  /** A batch ends so long after its first event, though more come. Default: 1.6 s. */
  public FileWatchBuilder atMost(Duration time) {
    atMost = positive("atMost", time);
    return this;
  }

  /**
   * Watches from now on: what happens after this call is told.
   *
   * @throws java.nio.file.NoSuchFileException if one of the paths is not there
   * @throws IOException if the system gives no more watches; the message names its limit
   */
  public FileWatch start() throws IOException, InterruptedException {
    Globs globs = new Globs(List.copyOf(included), List.copyOf(excluded));
    return FileWatch.start(roots, globs, quiet, atMost);
  }

  private static Duration positive(String option, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(option + " must be positive, but was " + value);
    }
    return value;
  }
}
