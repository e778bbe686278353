package dev.outrigger.pool.codec;

import java.io.IOException;

/** An answer holds a class that the parent does not let in; the message names the way out. */
public final class RefusedClassException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedClassException(String type, Throwable cause) {
    super(
        "it holds a %s, a class that is not let in from workers: if it is harmless to read, allow it with allow(\"%s\") on the builder"
            .formatted(type, type),
        cause);
  }
}
