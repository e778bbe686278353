package dev.outrigger.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes whose parent is gone. */
final class Orphans {
  // Two seconds are the promise, for a machine on which not seven JVMs end at once.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Orphans() {}

  static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    try {
      Await.until("their end", LIMIT, () -> processes.stream().noneMatch(Orphans::lives));
    } catch (AssertionError late) {
      List<String> left =
          processes.stream()
              .filter(Orphans::lives)
              .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
              .toList();
      throw new AssertionError("after " + LIMIT + " there are still " + left, late);
    }
  }

  /** A dead orphan keeps its number until the system's first process has collected it: a zombie. */
  private static boolean lives(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return process.isAlive() && stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }
}
