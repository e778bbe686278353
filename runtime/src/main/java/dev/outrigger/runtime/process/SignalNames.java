package dev.outrigger.runtime.process;

import java.util.List;
import java.util.Optional;

/** Linux's signals from 1 on; other systems agree on those that matter here. */
final class SignalNames {
  private static final int SHELLS_OFFSET = 128;
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
  private static final int LAST = 64;

  private SignalNames() {}

  /** The signal that an exit code speaks of. */
  static Optional<String> ofExit(int exit) {
    int number = exit - SHELLS_OFFSET;
    if (number < 1 || number > LAST) {
      return Optional.empty();
    }
    return Optional.of(number <= NAMES.size() ? NAMES.get(number - 1) : String.valueOf(number));
  }

  static int number(String name) {
    int index = NAMES.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no signal is called " + name + "; give it without the prefix: TERM, HUP, USR1");
    }
    return index + 1;
  }
}
