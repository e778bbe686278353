package dev.outrigger.pool.stream;

import dev.outrigger.pool.wire.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** What a reader has taken since it last told. */
record Credit(int count, long bytes) {
  static final Credit NONE = new Credit(0, 0);

  Credit plus(int size) {
    return new Credit(count + 1, bytes + size);
  }

  /** A quarter of the window: seldom enough to be cheap, early enough that nobody waits for it. */
  boolean isWorthTelling() {
    return count >= Window.COUNT / 4 || bytes >= Window.BYTES / 4;
  }

  byte[] encode() {
    return ByteBuffer.allocate(12).putInt(count).putLong(bytes).array();
  }

  static Credit decode(ByteBuffer body) throws ProtocolException {
    try {
      return new Credit(body.getInt(), body.getLong());
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a credit that is cut off");
    }
  }
}
