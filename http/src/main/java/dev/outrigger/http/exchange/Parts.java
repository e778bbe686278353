package dev.outrigger.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What has come and waits to be read, in its order. A part that is most of the buffer that it was
 * read into is kept as it came; others are copied, short ones together. The client chooses how long
 * its parts are and what comes between them, and a few bytes must cost neither an object nor a read
 * buffer that they keep from being used again.
 *
 * <p>Threading: guarded by whoever has it.
 */
public final class Parts {
  /** Parts shorter than this are copied. */
  static final int SHORT = 1024;

  private static final int MOST_TOGETHER = 8 * 1024;

  private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>(4);
  // The last of them, if it is ours to add to.
  private @Nullable ByteBuf open;

  /** Puts this at the end; it is not the caller's any more. */
  public void add(ByteBuf part) {
    int count = part.readableBytes();
    if (isMostOfItsBuffer(part)) {
      parts.add(part);
      open = null;
      return;
    }
    ByteBuf last = open;
    if (last == null || last.maxWritableBytes() < count) {
      last = Unpooled.buffer(count, Math.max(count, MOST_TOGETHER));
      parts.add(last);
      open = last;
    }
    last.writeBytes(part);
    part.release();
  }

  private static boolean isMostOfItsBuffer(ByteBuf part) {
    int count = part.readableBytes();
    if (count < SHORT) {
      return false;
    }
    for (ByteBuf each = part; each != null; each = each.unwrap()) {
      if (each.capacity() > 2 * count) {
        return false;
      }
    }
    return true;
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The first; null if there is none. */
  @Nullable ByteBuf first() {
    return parts.peek();
  }

  /** The first, which is the caller's from now on. */
  public ByteBuf removeFirst() {
    ByteBuf first = parts.remove();
    if (parts.isEmpty()) {
      open = null;
    }
    return first;
  }

  /** Lets go of all. */
  public void clear() {
    open = null;
    for (ByteBuf part = parts.poll(); part != null; part = parts.poll()) {
      part.release();
    }
  }
}
