package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A stream as the JDK's libraries want to read it. */
final class StreamInput extends InputStream {
  private final ByteStream stream;

  StreamInput(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    try {
      return stream.read(ByteBuffer.wrap(into, from, length));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static IOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException told = new InterruptedIOException("interrupted while it waited");
    told.initCause(cause);
    return told;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
