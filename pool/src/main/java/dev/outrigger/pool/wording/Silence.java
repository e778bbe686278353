package dev.outrigger.pool.wording;

/** What is said of a process that says nothing. */
public final class Silence {
  /** In place of the stack that it was asked for. */
  public static final String STACK =
      "its process did not answer when it was asked for its stack: it may be stopped (SIGSTOP, a debugger, a frozen cgroup) or swapping";

  private Silence() {}
}
