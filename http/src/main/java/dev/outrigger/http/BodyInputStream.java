package dev.outrigger.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A request's body for code that takes streams. */
final class BodyInputStream extends InputStream {
  private final RequestBody body;

  BodyInputStream(RequestBody body) {
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return body.read(into, offset, length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException gone = new InterruptedIOException("interrupted at a request's body");
      gone.initCause(e);
      throw gone;
    }
  }
}
