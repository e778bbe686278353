package dev.outrigger.pool.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the kernel wake a stopped worker when its parent dies, so that it notices and goes. The
 * program {@code setpriv} of util-linux asks the kernel for that; on a machine without it a stopped
 * orphan stays until it is continued.
 *
 * <p>The kernel could kill it at once. But it minds the thread that started the process, not the
 * process of that thread; a worker that runs loses nothing by SIGCONT, whenever that comes. And a
 * worker that goes by itself removes what its parent can't remove any more.
 */
final class Wake {
  private static final long PATIENCE_SECONDS = 1;

  private static final List<String> PREFIX =
      CommandLine.program("setpriv").map(Wake::prefix).filter(Wake::works).orElse(List.of());

  private Wake() {}

  /** What to put before a worker's command line. */
  static List<String> withParent() {
    return PREFIX;
  }

  private static List<String> prefix(Path program) {
    return List.of(program.toString(), "--pdeathsig", "CONT");
  }

  /** Other programs of that name, and old ones, do not know this; a sandbox may forbid it. */
  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process probe =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      probe.getOutputStream().close();
      if (probe.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return probe.exitValue() == 0;
      }
      probe.destroyForcibly();
    } catch (IOException _) {
      // As good as a program that fails.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
