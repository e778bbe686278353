package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known about the end of a worker process.
 *
 * @param exitCode as {@link Process#exitValue()} gives it: 128 + n for signal n; empty if it never
 *     started
 * @param farewell it said goodbye: its JVM was shut down in order
 * @param crashReport head of the JVM's error report
 * @param output its last lines
 * @param answerCut it died while sending an answer
 * @param notStarted why there was no process at all
 */
public record Death(
    OptionalInt exitCode,
    boolean farewell,
    Optional<String> crashReport,
    List<String> output,
    boolean answerCut,
    Optional<String> notStarted) {
  private static final int EXIT_ON_OUT_OF_MEMORY = 3;
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError: ";

  /** A JVM shuts down in order when it is told to terminate; nobody exits with this by himself. */
  private static final int EXIT_ON_TERM = 128 + 15;

  /** The process could not be started. */
  public static Death neverStarted(String reason) {
    return new Death(
        OptionalInt.empty(), false, Optional.empty(), List.of(), false, Optional.of(reason));
  }

  /** SIGKILL was sent, and nobody has heard of the process since. */
  static Death unheardOf() {
    return neverStarted("it did not go although it was killed");
  }

  /** Why it died. A farewell tells {@code System.exit(137)} from SIGKILL. */
  FailureCause cause() {
    if (notStarted.isPresent()) {
      return new FailureCause.StartupFailed(notStarted.get());
    }
    if (crashReport.isPresent()) {
      return new FailureCause.NativeCrash(crashReport.get());
    }
    int code = exitCode.orElse(0);
    if (farewell && code != EXIT_ON_TERM) {
      return new FailureCause.Exit(code);
    }
    if (code == EXIT_ON_OUT_OF_MEMORY && saysOutOfMemory("")) {
      // The JVM leaves by itself for these only: other memory is missed by an error of the task.
      return saysOutOfMemory("Metaspace") || saysOutOfMemory("Compressed class space")
          ? new FailureCause.MetaspaceOutOfMemory()
          : new FailureCause.HeapOutOfMemory();
    }
    return code > 128 ? new FailureCause.OsKill(code - 128) : new FailureCause.Exit(code);
  }

  private boolean saysOutOfMemory(String area) {
    return output.stream().anyMatch(line -> line.contains(OUT_OF_MEMORY + area));
  }
}
