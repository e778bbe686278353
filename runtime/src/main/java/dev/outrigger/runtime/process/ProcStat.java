package dev.outrigger.runtime.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux tells of a process.
 *
 * @param isZombie whether it has ended and only waits for its parent to take note, which one that
 *     was left behind may do for ever in a container
 * @param group its process group
 */
record ProcStat(boolean isZombie, long group) {
  static final Path PROC = Path.of("/proc");

  /** Empty if it is gone, or this is no Linux. */
  static Optional<ProcStat> of(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
      // The name stands in brackets and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return Optional.of(new ProcStat(dead, Long.parseLong(fields[2])));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  static boolean isZombie(ProcessHandle process) {
    return of(PROC.resolve(String.valueOf(process.pid()))).filter(ProcStat::isZombie).isPresent();
  }
}
