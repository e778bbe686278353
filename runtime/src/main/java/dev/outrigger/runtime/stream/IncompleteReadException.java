package dev.outrigger.runtime.stream;

import java.io.EOFException;

/** The stream ended in the middle of what was to be read. */
public final class IncompleteReadException extends EOFException {
  private static final long serialVersionUID = 1L;

  private final byte[] partial;

  IncompleteReadException(String message, byte[] partial) {
    super(message);
    this.partial = partial.clone();
  }

  /** What came before the end. */
  public byte[] partial() {
    return partial.clone();
  }
}
