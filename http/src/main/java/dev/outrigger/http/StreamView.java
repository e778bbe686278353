package dev.outrigger.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** A {@link ResponseStream} for code that knows {@link OutputStream}. */
final class StreamView extends OutputStream {
  private final ResponseStream out;

  StreamView(ResponseStream out) {
    this.out = out;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    run(() -> out.write(bytes, offset, count));
  }

  @Override
  public void flush() throws IOException {
    run(out::flush);
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private static void run(Step step) throws IOException {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException told = new InterruptedIOException("interrupted while it wrote");
      told.initCause(e);
      throw told;
    }
  }
}
