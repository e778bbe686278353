package dev.outrigger.cli.output;

/** Ends the command with a message that says what failed and the way out. */
public final class UserError extends Exception {
  private static final long serialVersionUID = 1;

  /** The exit status of a command that could not do what it was asked. */
  public static final int FAILED = 1;

  /** The exit status of a command that was asked for what can't be. */
  public static final int MISUSED = 2;

  private final int status;

  /** Something failed. */
  public UserError(String message) {
    this(message, FAILED);
  }

  private UserError(String message, int status) {
    super(message);
    this.status = status;
  }

  /** An option whose value can't be put into force. */
  public static UserError misuse(String message) {
    return new UserError(message, MISUSED);
  }

  /** The exit status. */
  public int status() {
    return status;
  }
}
