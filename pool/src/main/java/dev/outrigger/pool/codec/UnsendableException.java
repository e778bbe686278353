package dev.outrigger.pool.codec;

import java.io.IOException;

/** An object can't be sent; the message names the part at fault and the way out. */
public final class UnsendableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsendableException(String message, Throwable cause) {
    super(message, cause);
  }
}
