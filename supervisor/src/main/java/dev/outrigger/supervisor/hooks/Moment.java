package dev.outrigger.supervisor.hooks;

import java.util.Locale;

/** When a command may be run. */
public enum Moment {
  /** Before the first server process; the command can refuse it. */
  START,
  /** When all server processes serve. */
  READY,
  /** When a server process was started. */
  WORKER_START,
  /** When one has ended, whatever the reason. */
  WORKER_EXIT,
  /** Before a reload; the command can refuse it. */
  RELOAD;

  /** As it is written: {@code worker-start}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
