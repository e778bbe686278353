package dev.outrigger.web.forms;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A part's content for code that takes streams. */
final class PartInputStream extends InputStream {
  private final Part part;

  PartInputStream(Part part) {
    this.part = part;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return part.read(into, offset, length);
    } catch (InterruptedException e) {
      throw interrupted(e, "interrupted at a part of a request's body");
    }
  }

  static InterruptedIOException interrupted(InterruptedException e, String message) {
    Thread.currentThread().interrupt();
    InterruptedIOException gone = new InterruptedIOException(message);
    gone.initCause(e);
    return gone;
  }
}
