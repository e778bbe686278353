package dev.outrigger.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a handler writes an answer while it goes. Small writes are put together; {@link #flush}
 * sends what is there. While the client is behind by more than 64 KiB, a write suspends its task.
 *
 * <p>Every method that writes throws {@link IOException} when the connection is gone, {@link
 * dev.outrigger.runtime.CancelledException} when the scope is cancelled, and {@link
 * IllegalStateException} when there is more than the declared length, when another task is writing,
 * and when the body has returned.
 *
 * <p>Threading: by one task at a time, until the body has returned.
 */
public interface ResponseStream {
  /** Writes all of this. */
  default void write(byte[] bytes) throws IOException, InterruptedException {
    write(bytes, 0, bytes.length);
  }

  /** Writes a part of this. */
  default void write(byte[] bytes, int offset, int count) throws IOException, InterruptedException {
    write(ByteBuffer.wrap(bytes, offset, count));
  }

  /** Writes the text in UTF-8. */
  default void write(String text) throws IOException, InterruptedException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes all that remains in this, and leaves nothing there. */
  void write(ByteBuffer bytes) throws IOException, InterruptedException;

  /** Sends what was written so far, the header included; does not wait until it has arrived. */
  void flush() throws IOException, InterruptedException;

  /**
   * A field to be sent behind the body, such as a checksum. Clients of HTTP/1.0 do not see it, nor
   * do those of HTTP/1.1 if the length was declared.
   *
   * @throws IllegalArgumentException as {@link HttpResponse#header(String, String)} does
   */
  void trailer(String name, String value);

  /** The same as a stream of the JDK's. Closing it sends what is there and ends nothing. */
  default OutputStream asOutputStream() {
    return new StreamView(this);
  }
}
