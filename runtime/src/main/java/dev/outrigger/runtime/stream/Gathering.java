package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that are read one after the other until there are enough. If that ends early, they go back
 * into the stream, so that a cancelled read loses nothing. Memory grows with what really comes.
 */
final class Gathering {
  private static final int FIRST = 8 * 1024;

  private final ByteStream stream;
  private byte[] bytes = {};
  private int length;

  Gathering(ByteStream stream) {
    this.stream = stream;
  }

  byte[] exactly(int count) throws IOException, InterruptedException {
    if (count < 0) {
      throw new IllegalArgumentException("cannot read " + count + " bytes");
    }
    gather(count);
    byte[] read = Arrays.copyOf(bytes, length);
    if (length < count) {
      throw new IncompleteReadException(
          "the stream from %s ended after %d of %d bytes"
              .formatted(Names.of(stream.remoteAddress()), length, count),
          read);
    }
    return read;
  }

  byte[] all(int limit) throws IOException, InterruptedException {
    gather(Math.min(limit, Integer.MAX_VALUE - 16) + 1);
    if (length > limit) {
      stream.unread(ByteBuffer.wrap(bytes, 0, length));
      throw new ProtocolException(
          "%s sent more than the %d bytes allowed here"
              .formatted(Names.of(stream.remoteAddress()), limit));
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Until there are so many, or the end. */
  private void gather(int count) throws IOException, InterruptedException {
    boolean done = false;
    try {
      int read = 0;
      while (length < count && read >= 0) {
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, (int) Math.min(count, Math.max(FIRST, 2L * length)));
        }
        read = stream.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
        length += Math.max(read, 0);
      }
      done = true;
    } finally {
      if (!done && length > 0) {
        stream.unread(ByteBuffer.wrap(bytes, 0, length));
      }
    }
  }
}
