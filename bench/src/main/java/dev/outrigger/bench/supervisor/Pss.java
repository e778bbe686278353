package dev.outrigger.bench.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Proportional set size: pages that several processes share are divided among them. */
final class Pss {
  private Pss() {}

  /** Of one process, in megabytes; nothing for one that is gone. */
  static double ofProcess(long pid) throws IOException {
    try {
      return of(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  static double of(List<String> rollup) throws IOException {
    for (String line : rollup) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    // The kernel gives no lines for a process that is ending.
    return 0;
  }
}
