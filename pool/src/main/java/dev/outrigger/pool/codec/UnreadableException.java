package dev.outrigger.pool.codec;

import java.io.IOException;

/** Reading an object ran into something else than bad input, such as code of its own class. */
public final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
