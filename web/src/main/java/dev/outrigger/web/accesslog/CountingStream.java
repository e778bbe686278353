package dev.outrigger.web.accesslog;

import dev.outrigger.http.ResponseStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts what is written through it. */
final class CountingStream implements ResponseStream {
  private final ResponseStream out;
  private long bytes;

  CountingStream(ResponseStream out) {
    this.out = out;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void write(ByteBuffer part) throws IOException, InterruptedException {
    int count = part.remaining();
    out.write(part);
    bytes += count;
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    out.flush();
  }

  @Override
  public void trailer(String name, String value) {
    out.trailer(name, value);
  }
}
