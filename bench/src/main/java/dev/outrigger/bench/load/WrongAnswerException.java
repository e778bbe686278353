package dev.outrigger.bench.load;

import java.io.IOException;

/** A server answered, but not what every server was asked for. */
public final class WrongAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  /** Says what came, and what should have. */
  public WrongAnswerException(String message) {
    super(message);
  }
}
