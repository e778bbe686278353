package dev.outrigger.pool.worker;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * The end of a worker that nobody waits for any more.
 *
 * <p>{@link Runtime#halt} alone may take ten seconds: it lets a compilation that is under way come
 * to its end, and a worker that has just begun to compute compiles, at a low priority. A process
 * can't kill itself in Java, so a shell is asked to.
 */
final class SuddenEnd {
  private static final int PARENT_GONE = 1;
  private static final long PATIENCE_SECONDS = 1;

  private SuddenEnd() {}

  static void ofThisProcess() {
    String kill = "kill -9 " + ProcessHandle.current().pid();
    try {
      // Waited for, so that the number can't have become another process's.
      var _ =
          new ProcessBuilder("/bin/sh", "-c", kill)
              .start()
              .waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException _) {
      // No shell here: the slower way, then.
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
