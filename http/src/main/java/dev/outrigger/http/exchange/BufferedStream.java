package dev.outrigger.http.exchange;

import dev.outrigger.http.ResponseStream;
import dev.outrigger.http.syntax.ResponseFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Puts small writes together and leaves them in a {@link WrittenAnswer}.
 *
 * <p>Threading: by one task at a time. That is held to, for a writer that outlives the body would
 * put bytes where the next answer stands; nobody waits for another, since a writer may wait for the
 * client.
 */
final class BufferedStream implements ResponseStream {
  private static final int BUFFER = 8 * 1024;

  private final WrittenAnswer answer;
  // IDLE <-> WRITING, and from both -> CLOSED.
  private final AtomicReference<Use> use = new AtomicReference<>(Use.IDLE);
  private final List<String> trailers = new ArrayList<>();
  private byte[] buffer = new byte[BUFFER];
  private int buffered;
  private long written;

  private enum Use {
    IDLE,
    WRITING,
    CLOSED
  }

  BufferedStream(WrittenAnswer answer) {
    this.answer = answer;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException, InterruptedException {
    enter();
    try {
      put(bytes);
    } finally {
      leave();
    }
  }

  private void put(ByteBuffer bytes) throws IOException, InterruptedException {
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
    enter();
    try {
      sendOrBegin();
    } finally {
      leave();
    }
  }

  private void sendOrBegin() throws IOException, InterruptedException {
    if (buffered > 0) {
      send();
    } else if (!answer.hasBegun()) {
      answer.settle();
      answer.begin();
    }
  }

  @Override
  public void trailer(String name, String value) {
    ResponseFields.require(name, value);
    enter();
    try {
      trailers.add(name);
      trailers.add(value);
    } finally {
      leave();
    }
  }

  private void enter() {
    if (!use.compareAndSet(Use.IDLE, Use.WRITING)) {
      throw use.get() == Use.CLOSED
          ? complete()
          : new IllegalStateException(
              "another task writes this answer just now; let one write at a time");
    }
  }

  private void leave() {
    use.compareAndSet(Use.WRITING, Use.IDLE);
  }

  /** What a writer is told that comes too late. */
  static IllegalStateException complete() {
    return new IllegalStateException(
        "the answer is complete; write before the body returns, or have it wait for who writes");
  }

  private void send() throws IOException, InterruptedException {
    answer.settle();
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
    if (!use.compareAndSet(Use.IDLE, Use.CLOSED)) {
      throw new IllegalStateException(
          "the body returned while another task still wrote; have it wait for that task");
    }
    if (answer.length() >= 0 && written < answer.length()) {
      throw new IllegalStateException(
          "the answer was declared with %d bytes, but only %d were written"
              .formatted(answer.length(), written));
    }
    if (trailers.isEmpty() && answer.replace()) {
      return false;
    }
    sendOrBegin();
    answer.end(trailers);
    return true;
  }

  /** What was written, if {@link #end} found that nothing of it has gone. */
  byte[] whole() {
    return Arrays.copyOf(buffer, buffered);
  }

  /** Nothing more is written, and it is settled whether anything has gone. */
  void close() {
    use.set(Use.CLOSED);
    answer.replace();
  }
}
