package dev.outrigger.pool.worker;

import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  /** The kernel may still be about to end the parent when its socket is closed already. */
  private static final String KILL =
      """
      kill -9 $1
      parent=$2
      shift 2
      [ $# -gt 0 ] || exit
      for try in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 $parent 2>/dev/null || { rm -rf -- "$@"; exit; }
        sleep 0.1
      done
      """;

  private static final long PARENT =
      ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);

  private static volatile List<String> parentsFolders = List.of();

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

  /** What the shell removes afterwards if the parent is dead: folders that were the parent's. */
  static void removesWhenOrphaned(List<String> folders) {
    parentsFolders = List.copyOf(folders);
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", KILL, "sh"));
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.add(Long.toString(PARENT));
    command.addAll(parentsFolders);
    return command;
  }

  static void ofThisProcess() {
    // A task may have left an interrupt here, and the shell would not be waited for.
    Thread.interrupted();
    try {
      // Waited for, so that the number can't have become another process's.
      var _ = new ProcessBuilder(command()).start().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException _) {
      // No shell here: the slower way, then.
    } finally {
      Runtime.getRuntime().halt(PARENT_GONE);
    }
  }
}
