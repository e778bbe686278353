package dev.outrigger.pool.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects the parts of a message and copies each once, into an array of the right size. */
final class Payload {
  private final List<ByteBuffer> parts = new ArrayList<>();
  private long size;

  Payload add(ByteBuffer part) {
    parts.add(part);
    size += part.remaining();
    return this;
  }

  Payload addByte(int value) {
    return add(ByteBuffer.wrap(new byte[] {(byte) value}));
  }

  /** A length before the part. */
  Payload addSized(ByteBuffer part) {
    return add(ByteBuffer.allocate(4).putInt(part.remaining()).flip()).add(part);
  }

  /** All parts in one array; refuses more than {@code max} bytes. */
  byte[] join(int max, String what) throws TooLargeException {
    if (size > max) {
      throw new TooLargeException(what, size, max);
    }
    byte[] bytes = new byte[(int) size];
    int position = 0;
    for (ByteBuffer part : parts) {
      int count = part.remaining();
      part.get(part.position(), bytes, position, count);
      position += count;
    }
    return bytes;
  }
}
