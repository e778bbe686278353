package dev.outrigger.pool.worker;

import dev.outrigger.pool.wording.Told;
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

  /** EX_SOFTWARE of sysexits.h: no fault of the task's own. */
  private static final int BUG = 70;

  private static final long PATIENCE_SECONDS = 1;

  private SuddenEnd() {}

  /**
   * Without this thread the worker would look alive and do nothing; this way the parent notices.
   */
  @SuppressWarnings("CatchAndPrintStackTrace") // standard error is what goes to the parent's log
  static void after(Throwable bug) {
    try {
      System.err.println(
          "worker ends: thread "
              + Thread.currentThread().getName()
              + " failed with "
              + Told.of(bug));
      bug.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(BUG);
    }
  }

  static void ofThisProcess() {
    // A task may have left an interrupt here, and the shell would not be waited for.
    Thread.interrupted();
    String kill = "kill -9 " + ProcessHandle.current().pid();
    try {
      // Waited for, so that the number can't have become another process's.
      var _ =
          new ProcessBuilder("/bin/sh", "-c", kill)
              .start()
              .waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException _) {
      // No shell here: the slower way, then.
    } finally {
      Runtime.getRuntime().halt(PARENT_GONE);
    }
  }
}
