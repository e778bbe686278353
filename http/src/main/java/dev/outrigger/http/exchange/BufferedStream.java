package dev.outrigger.http.exchange;

import dev.outrigger.http.ResponseStream;
import dev.outrigger.http.syntax.ResponseFields;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts small writes together and leaves them in a {@link WrittenAnswer}.
 *
 * <p>Threading: by one task at a time.
 */
final class BufferedStream implements ResponseStream {
  private static final int BUFFER = 8 * 1024;

  private final WrittenAnswer answer;
  private final Runnable onBegin;
  private final List<String> trailers = new ArrayList<>();
  private byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long written;
  private boolean begun;

  /** Calls {@code onBegin} before the first part goes; from then on no other answer is possible. */
  BufferedStream(WrittenAnswer answer, Runnable onBegin) {
    this.answer = answer;
    this.onBegin = onBegin;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException, InterruptedException {
    written += bytes.remaining();
    if (answer.length() >= 0 && written > answer.length()) {
      throw new IllegalStateException(
          "the answer was declared with %d bytes, but %d were written"
              .formatted(answer.length(), written));
    }
    while (bytes.hasRemaining()) {
      if (buffered == BUFFER) {
        send();
      }
      int count = Math.min(bytes.remaining(), BUFFER - buffered);
      bytes.get(buffer, buffered, count);
      buffered += count;
    }
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    if (buffered > 0) {
      send();
    } else if (!begun) {
      begin();
      answer.begin();
    }
  }

  @Override
  public void trailer(String name, String value) {
    ResponseFields.require(name, value);
    trailers.add(name);
    trailers.add(value);
  }

  @Override
  public OutputStream asOutputStream() {
    return new StreamView(this);
  }

  private void begin() {
    if (!begun) {
      begun = true;
      onBegin.run();
    }
  }

  private void send() throws IOException, InterruptedException {
    begin();
    byte[] full = buffer;
    int count = buffered;
    buffer = new byte[BUFFER];
    buffered = 0;
    answer.leave(full, count);
  }

  /**
   * All has been written.
   *
   * @return whether it goes as it was written; if not, it is short and can go as a {@link #whole}
   */
  boolean end() throws IOException, InterruptedException {
    if (answer.length() >= 0 && written < answer.length()) {
      throw new IllegalStateException(
          "the answer was declared with %d bytes, but only %d were written"
              .formatted(answer.length(), written));
    }
    if (!begun && trailers.isEmpty()) {
      return false;
    }
    flush();
    answer.end(trailers);
    return true;
  }

  /** What was written, if {@link #end} found that nothing of it has gone. */
  byte[] whole() {
    return Arrays.copyOf(buffer, buffered);
  }
}
