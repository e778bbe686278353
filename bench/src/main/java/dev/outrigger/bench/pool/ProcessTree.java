package dev.outrigger.bench.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What Linux counts for processes, from {@code /proc}. */
final class ProcessTree {
  private static final double TICK_SECONDS = 0.01;
  private static final int USER = 11;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  private ProcessTree() {}

  /** CPU seconds of a process, of all below it, and of those below it that have ended. */
  static double cpuSeconds(long root) throws IOException {
    long ticks = ticks(root);
    for (ProcessHandle child : ProcessHandle.of(root).orElseThrow().descendants().toList()) {
      ticks += ticks(child.pid());
    }
    return ticks * TICK_SECONDS;
  }

  private static long ticks(long pid) throws IOException {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Stream.of(fields).skip(USER).limit(4).mapToLong(Long::parseLong).sum();
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  /** CPU seconds that the machine has spent on anything. */
  static double machineSeconds() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElseThrow().split(" +", -1);
      // Guests are counted as users already.
      long[] ticks = Stream.of(fields).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
      return (LongStream.of(ticks).sum() - ticks[IDLE] - ticks[IO_WAIT]) * TICK_SECONDS;
    }
  }

  /** What a process holds of memory. */
  static double residentMegabytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    }
  }
}
