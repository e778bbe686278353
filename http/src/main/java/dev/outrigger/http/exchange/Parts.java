package dev.outrigger.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a body in their order. A long part is kept as it came, a slice of the buffer that it
 * was read into. Short ones are copied together: the client chooses how long its parts are, and one
 * byte must cost neither an object nor a read buffer that it keeps from being used again.
 *
 * <p>Threading: guarded by whoever has it.
 */
final class Parts {
  /** Parts shorter than this are copied. */
  static final int SHORT = 1024;

  private static final int MOST_TOGETHER = 8 * 1024;

  private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>(4);
  // The last of them, if it is ours to add to.
  private @Nullable ByteBuf open;

  /** Puts this at the end; it is not the caller's any more. */
  void add(ByteBuf part) {
    int count = part.readableBytes();
    if (count >= SHORT) {
      parts.add(part);
      open = null;
      return;
    }
    ByteBuf last = open;
    if (last == null || last.maxWritableBytes() < count) {
      last = Unpooled.buffer(count, MOST_TOGETHER);
      parts.add(last);
      open = last;
    }
    last.writeBytes(part);
    part.release();
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The first; null if there is none. */
  @Nullable ByteBuf first() {
    return parts.peek();
  }

  /** The first is the caller's from now on. */
  void removeFirst() {
    parts.remove();
    if (parts.isEmpty()) {
      open = null;
    }
  }

  /** Lets go of all. */
  void clear() {
    open = null;
    for (ByteBuf part = parts.poll(); part != null; part = parts.poll()) {
      part.release();
    }
  }
}
