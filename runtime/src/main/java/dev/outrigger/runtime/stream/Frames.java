package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages over a stream, each behind its length: a number of 1 to 4 bytes, the highest first. A
 * length above the limit is an error before anything of the message is read.
 *
 * <p>A cancelled read loses nothing. Threading: one task reads and one writes at a time.
 */
public final class Frames {
  private final ByteStream stream;
  private final int lengthBytes;
  private final int limit;

  private Frames(ByteStream stream, int lengthBytes, int limit) {
    this.stream = stream;
    this.lengthBytes = lengthBytes;
    this.limit = limit;
  }

  /**
   * Lengths of four bytes.
   *
   * @param limit the longest message, in bytes
   */
  public static Frames of(ByteStream stream, int limit) {
    return of(stream, 4, limit);
  }

  /**
   * Lengths of 1 to 4 bytes.
   *
   * @param limit the longest message, in bytes; no more than the length can tell
   */
  public static Frames of(ByteStream stream, int lengthBytes, int limit) {
    if (lengthBytes < 1 || lengthBytes > 4) {
      throw new IllegalArgumentException(
          "a length takes 1 to 4 bytes, but was to take " + lengthBytes);
    }
    long most = (1L << (8 * lengthBytes)) - 1;
    if (limit < 0 || limit > most) {
      throw new IllegalArgumentException(
          "the limit must be within 0 and %d, which %d bytes can tell, but was %d"
              .formatted(most, lengthBytes, limit));
    }
    return new Frames(stream, lengthBytes, limit);
  }

  /**
   * Reads a message.
   *
   * @return empty at the end of the stream
   * @throws ProtocolException if it is longer than the limit; it is not read
   * @throws IncompleteReadException if the stream ends in the middle of it
   */
  public Optional<byte[]> next() throws IOException, InterruptedException {
    byte[] length = new byte[lengthBytes];
    int read = 0;
    boolean whole = false;
    try {
      while (read < lengthBytes) {
        int more = stream.read(ByteBuffer.wrap(length, read, lengthBytes - read));
        if (more < 0 && read == 0) {
          return Optional.empty();
        }
        if (more < 0) {
          throw new IncompleteReadException(
              "the stream from %s ended in the length of a message"
                  .formatted(Names.of(stream.remoteAddress())),
              Arrays.copyOf(length, read));
        }
        read += more;
      }
      byte[] message = stream.readExactly(checked(length));
      whole = true;
      return Optional.of(message);
    } finally {
      if (!whole && read > 0) {
        stream.unread(ByteBuffer.wrap(length, 0, read));
      }
    }
  }

  /**
   * Writes a message. If this is cancelled, the stream is of no use any more: a part of it may have
   * gone out.
   */
  public void write(byte[] message) throws IOException, InterruptedException {
    if (message.length > limit) {
      throw new ProtocolException(
          "a message of %d bytes is longer than the %d allowed here"
              .formatted(message.length, limit));
    }
    ByteBuffer frame = ByteBuffer.allocate(lengthBytes + message.length);
    for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
      frame.put((byte) (message.length >>> shift));
    }
    stream.write(frame.put(message).flip());
  }

  private int checked(byte[] bytes) throws ProtocolException {
    long length = 0;
    for (byte next : bytes) {
      length = (length << 8) | (next & 0xff);
    }
    if (length > limit) {
      throw new ProtocolException(
          "%s sent a message of %d bytes, but only %d are allowed here"
              .formatted(Names.of(stream.remoteAddress()), length, limit));
    }
    return (int) length;
  }
}
