package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process in {@code /proc/PID/stat}; see proc_pid_stat(5). */
public final class ProcessState {
  private static final char STOPPED = 'T';

  private ProcessState() {}

  /**
   * Whether it was stopped by a signal such as SIGSTOP. Not one that a debugger holds, and never
   * where the system is not Linux.
   */
  public static boolean isStopped(long pid) {
    try {
      String line =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The name before it, in brackets, may hold anything.
      int state = line.lastIndexOf(')') + 2;
      return state < line.length() && line.charAt(state) == STOPPED;
    } catch (IOException _) {
      return false;
    }
  }
}
