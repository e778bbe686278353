package dev.outrigger.runtime.watch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Which paths below a root count. A pattern without a slash is for names at any depth. */
record Globs(List<Glob> included, List<Glob> excluded) {

  /** One pattern, as of {@link java.nio.file.FileSystem#getPathMatcher}. */
  record Glob(PathMatcher matcher, boolean forNames) {
    static Glob of(String pattern) {
      return new Glob(
          FileSystems.getDefault().getPathMatcher("glob:" + pattern), pattern.indexOf('/') < 0);
    }

    boolean matches(Path relative) {
      return matcher.matches(forNames ? relative.getFileName() : relative);
    }
  }

  boolean countsFile(Path relative) {
    return (included.isEmpty() || included.stream().anyMatch(glob -> glob.matches(relative)))
        && countsDirectory(relative);
  }

  /** Whether to look inside. */
  boolean countsDirectory(Path relative) {
    return excluded.stream().noneMatch(glob -> glob.matches(relative));
  }
}
