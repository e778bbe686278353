package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How much of the machine's memory a process holds, as Linux counts it (RSS). Pages that several
 * processes share, such as those of a start-up archive that none has written to, count for each.
 */
public final class ResidentMemory {
  private static final String LINE = "VmRSS:";
  private static final Path PROCESSES = Path.of("/proc");

  private ResidentMemory() {}

  /** In bytes; empty where the system is not Linux, or the process is gone. */
  public static OptionalLong of(long pid) {
    return read(PROCESSES.resolve(Long.toString(pid)).resolve("status"));
  }

  // Not statm, which counts pages whose size Java doesn't tell.
  static OptionalLong read(Path status) {
    try {
      return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
          .findFirst();
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
