package dev.outrigger.supervisor.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A server process that was started.
 *
 * @param archive that its JVM was given
 */
record Spawned(Process process, Optional<Path> archive) {
  private static final int BY_SIGNAL = 128;

  /**
   * Of a JVM that found itself broken, or was found so by the kernel: ILL, ABRT, BUS, FPE, SEGV.
   */
  private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11);

  /** Whether it ended as a JVM ends that was given a bad archive. */
  boolean crashed() {
    int status = process.exitValue();
    return status > BY_SIGNAL && CRASHES.contains(status - BY_SIGNAL);
  }
}
