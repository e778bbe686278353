package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A child that has ended and is kept by the system until its parent asks how. */
public final class EndedProcess {
  private static final int WNOHANG = 1;

  private EndedProcess() {}

  /** Whether this process may ask at all. */
  public static boolean isKnownHere() {
    return EndedProcess.class.getModule().isNativeAccessEnabled();
  }

  /**
   * Asks for its status, so that nothing of it is left; does not wait for one that lives.
   *
   * @throws IOException if it is no child of this process, or has been asked for already
   */
  public static void takeNote(long pid) throws IOException {
    int _ = CLibrary.call("waitpid", 3, Math.toIntExact(pid), MemorySegment.NULL, WNOHANG);
  }
}
