package dev.outrigger.cli.target;

/** What was named can't be served; the message says why, in one line, and the way out. */
public final class TargetError extends Exception {
  private static final long serialVersionUID = 1;

  TargetError(String message) {
    super(message);
  }
}
