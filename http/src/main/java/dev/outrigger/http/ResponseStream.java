package dev.outrigger.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a handler writes an answer while it goes. Small writes are put together; {@link #flush}
 * sends what is there. While the client is behind by more than 64 KiB, a write suspends its task.
 *
 * <p>Every method that writes throws {@link IOException} when the connection is gone, {@link
 * dev.outrigger.runtime.CancelledException} when the scope is cancelled, and {@link
 * IllegalStateException} when there is more than the declared length.
 *
 * <p>Threading: by one task at a time, until the body has returned.
 */
public final class ResponseStream {
  private static final int BUFFER = 8 * 1024;

  private final WrittenAnswer answer;
  private final Runnable onBegin;
  private final List<String> trailers = new ArrayList<>();
  private byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long written;
  private boolean begun;

  /** Calls {@code onBegin} before the first part goes; from then on no other answer is possible. */
  ResponseStream(WrittenAnswer answer, Runnable onBegin) {
    this.answer = answer;
    this.onBegin = onBegin;
  }

  /** Writes all of this. */
  public void write(byte[] bytes) throws IOException, InterruptedException {
    write(bytes, 0, bytes.length);
  }

  /** Writes a part of this. */
  public void write(byte[] bytes, int offset, int count) throws IOException, InterruptedException {
    write(ByteBuffer.wrap(bytes, offset, count));
  }

  /** Writes the text in UTF-8. */
  public void write(String text) throws IOException, InterruptedException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes all that remains in this, and leaves nothing there. */
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

  /** Sends what was written so far, the header included; does not wait until it has arrived. */
  public void flush() throws IOException, InterruptedException {
    if (buffered > 0) {
      send();
    } else if (!begun) {
      begin();
      answer.begin();
    }
  }

  /**
   * A field to be sent behind the body, such as a checksum. Clients of HTTP/1.0 do not see it, nor
   * do those of HTTP/1.1 if the length was declared.
   *
   * @throws IllegalArgumentException as {@link HttpResponse#header(String, String)} does
   */
  public void trailer(String name, String value) {
    HttpResponse.requireField(name, value);
    trailers.add(name);
    trailers.add(value);
  }

  /** The same as a stream of the JDK's. Closing it sends what is there and ends nothing. */
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
