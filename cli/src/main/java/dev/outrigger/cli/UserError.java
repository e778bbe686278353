package dev.outrigger.cli;

/** Ends the command with exit status 1 and a message that says what failed and the way out. */
final class UserError extends Exception {
  private static final long serialVersionUID = 1;

  UserError(String message) {
    super(message);
  }
}
