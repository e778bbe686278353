package dev.outrigger.runtime.process;

import java.io.IOException;

/** A program that was to end with 0 ended otherwise. */
public final class ExitException extends IOException {
  private final transient Completed completed;

  ExitException(Completed completed) {
    super(completed.account());
    this.completed = completed;
  }

  /** How it ended, and all that it wrote. */
  public Completed completed() {
    return completed;
  }
}
