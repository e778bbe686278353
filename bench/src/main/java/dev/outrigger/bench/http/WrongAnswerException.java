package dev.outrigger.bench.http;

import java.io.IOException;

/** A server answered, but not what every server was asked for. */
final class WrongAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  WrongAnswerException(String message) {
    super(message);
  }
}
