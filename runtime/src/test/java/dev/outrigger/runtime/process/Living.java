package dev.outrigger.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Whether a process runs; a zombie that nobody fetches doesn't. */
final class Living {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Living() {}

  static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException gone) {
      // Before the file was opened, or while it was read.
      return false;
    }
  }

  static void awaitEnd(long pid) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (runs(pid)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("process " + pid + " still runs after " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }
}
