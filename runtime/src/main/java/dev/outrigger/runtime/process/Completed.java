package dev.outrigger.runtime.process;

import java.util.Optional;

/**
 * How a program has ended.
 *
 * @param command what was run
 * @param exit its exit code; for one that a signal ended, 128 and the signal's number, as shells
 *     tell it
 * @param out what it wrote; empty if that went elsewhere
 * @param err what it wrote as errors; empty if that went elsewhere
 * @param signal the name of the signal that ended it, without the prefix. The JDK doesn't tell a
 *     program that exits with 143 by itself from one that SIGTERM ended; both are told as TERM.
 */
public record Completed(
    Command command, int exit, Captured out, Captured err, Optional<String> signal) {
  private static final int TAIL = 500;

  static Completed of(Command command, int exit, Captured out, Captured err) {
    return new Completed(command, exit, out, err, SignalNames.ofExit(exit));
  }

  /** Whether it ended with 0. */
  public boolean succeeded() {
    return exit == 0;
  }

  /**
   * This, if it ended with 0.
   *
   * @throws ExitException if not
   */
  public Completed orThrow() throws ExitException {
    if (!succeeded()) {
      throw new ExitException(this);
    }
    return this;
  }

  /** The command, how it ended, and the last of its errors, in one line. */
  String account() {
    String how =
        signal.map(name -> " was ended by SIG" + name).orElse(" ended with exit code " + exit);
    String said = err.tail(TAIL);
    return "\"" + command + "\"" + how + (said.isEmpty() ? "" : "; it said: " + said);
  }
}
