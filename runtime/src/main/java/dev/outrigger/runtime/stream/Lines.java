package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Text in lines over a stream. A line ends with {@code \n} or {@code \r\n}; the last one needs no
 * end. What is too long is an error, and costs no more memory than the limit.
 *
 * <p>A cancelled read loses nothing. More than one line may be read from the stream at once; {@link
 * #detach} gives back what is left.
 *
 * <p>Threading: one task at a time.
 */
public final class Lines {
  /** The longest line where no limit is named, in bytes: 64 KiB. */
  public static final int DEFAULT_LIMIT = 64 * 1024;

  private static final int FIRST = 512;

  private final ByteStream stream;
  private final Charset charset;
  private final int limit;
  private byte[] buffer = new byte[FIRST];
  // What has been read and not given out: [begin, end); no line ends in [begin, looked).
  private int begin;
  private int looked;
  private int end;

  private Lines(ByteStream stream, Charset charset, int limit) {
    this.stream = stream;
    this.charset = charset;
    this.limit = limit;
  }

  /** UTF-8, with the default limit. */
  public static Lines of(ByteStream stream) {
    return of(stream, StandardCharsets.UTF_8, DEFAULT_LIMIT);
  }

  /**
   * In this charset.
   *
   * @param charset one in which the byte 10 means nothing but the end of a line, so not UTF-16
   * @param limit the longest line, in bytes, without its end
   */
  public static Lines of(ByteStream stream, Charset charset, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1 byte, but was " + limit);
    }
    if (!Arrays.equals("\n".getBytes(charset), new byte[] {'\n'})) {
      throw new IllegalArgumentException(
          "lines are found by the byte 10, which is not the end of a line in " + charset);
    }
    return new Lines(stream, charset, limit);
  }

  /**
   * Reads a line, without its end.
   *
   * @return empty at the end of the stream
   * @throws ProtocolException if the line is longer than the limit; nothing can be read any more
   */
  public Optional<String> next() throws IOException, InterruptedException {
    while (true) {
      int at = endOfLine();
      if (at >= 0) {
        return Optional.of(take(at, 1));
      }
      looked = end;
      // One more for the carriage return.
      if (end - begin > limit + 1) {
        throw tooLong();
      }
      if (!readMore()) {
        return begin == end ? Optional.empty() : Optional.of(take(end, 0));
      }
    }
  }

  /** Writes a line and its end, {@code \n}. */
  public void write(String line) throws IOException, InterruptedException {
    stream.write((line + "\n").getBytes(charset));
  }

  /** Gives back to the stream what was read ahead, for whoever reads on without lines. */
  public ByteStream detach() {
    stream.unread(ByteBuffer.wrap(buffer, begin, end - begin));
    begin = 0;
    looked = 0;
    end = 0;
    return stream;
  }

  private int endOfLine() {
    for (int at = looked; at < end; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private String take(int to, int terminator) throws ProtocolException {
    int length = to - begin;
    if (terminator == 1 && length > 0 && buffer[to - 1] == '\r') {
      length--;
    }
    if (length > limit) {
      throw tooLong();
    }
    String line = new String(buffer, begin, length, charset);
    begin = to + terminator;
    looked = begin;
    return line;
  }

  private ProtocolException tooLong() {
    return new ProtocolException(
        "%s sent a line of more than the %d bytes allowed here"
            .formatted(Names.of(stream.remoteAddress()), limit));
  }

  private boolean readMore() throws IOException, InterruptedException {
    if (begin > 0) {
      System.arraycopy(buffer, begin, buffer, 0, end - begin);
      end -= begin;
      looked -= begin;
      begin = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * end, limit + 2L));
    }
    int read = stream.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
    end += Math.max(read, 0);
    return read >= 0;
  }
}
