package dev.outrigger.cli.source;

/**
 * The program can't be used as it is written. The message is for its author: javac's own output, or
 * one line that names the file, what is wrong and what is expected.
 */
public final class SourceError extends Exception {
  private static final long serialVersionUID = 1;

  /** With what its author should read. */
  public SourceError(String message) {
    super(message);
  }
}
