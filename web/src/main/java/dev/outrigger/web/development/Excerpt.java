package dev.outrigger.web.development;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A few lines of source around one that failed.
 *
 * @param first the number of the first line
 * @param failing the number of the line that failed
 */
record Excerpt(String file, int first, int failing, List<String> lines) {
  private static final int AROUND = 5;

  /** Around the line of a frame; empty if the file is not there, or has no such line. */
  static Optional<Excerpt> around(StackTraceElement frame, SourceFolders folders) {
    int failing = frame.getLineNumber();
    if (failing < 1) {
      return Optional.empty();
    }
    return folders
        .lines(frame)
        .filter(lines -> failing <= lines.size())
        .map(lines -> {
          int from = Math.max(0, failing - 1 - AROUND);
          int to = Math.min(lines.size(), failing + AROUND);
          return new Excerpt(
              String.valueOf(frame.getFileName()),
              from + 1,
              failing,
              new ArrayList<>(lines.subList(from, to)));
        });
  }
}
