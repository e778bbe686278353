package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A stream as the JDK's libraries want to write to it. */
final class StreamOutput extends OutputStream {
  private final ByteStream stream;

  StreamOutput(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      stream.write(ByteBuffer.wrap(bytes, from, length));
    } catch (InterruptedException e) {
      throw StreamInput.interrupted(e);
    }
  }

  /** What was written is on its way already. */
  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
