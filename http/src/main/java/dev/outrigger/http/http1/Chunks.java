package dev.outrigger.http.http1;

import dev.outrigger.http.syntax.ChunkLine;
import dev.outrigger.http.syntax.MalformedException;
import io.netty.buffer.ByteBuf;

/**
 * Where in the chunks of a body its reader is, and how much a client has sent around them.
 *
 * <p>Threading: on the loop.
 */
final class Chunks {
  // What a client may send around its chunks beyond 16 bytes for each and twice their size.
  private static final int MOST_PADDING = 16 * 1024;

  // What of a chunk and its end is still to come.
  private long rest;
  private long padding;

  /** Another body begins. */
  void reset() {
    rest = 0;
    padding = 0;
  }

  /** Whether a chunk's line comes next. */
  boolean isBetween() {
    return rest == 0;
  }

  /**
   * Looks at the line of the next chunk, and takes nothing.
   *
   * @return the chunk's size; -1 if the line is not complete yet
   * @throws MalformedException if it is none, or there is too much around the chunks
   */
  int begin(ByteBuf in) {
    int start = in.readerIndex();
    int longest = Math.min(in.readableBytes(), ChunkLine.LONGEST + 2);
    int end = in.indexOf(start, start + longest, (byte) '\n');
    if (end < 0) {
      if (longest > ChunkLine.LONGEST + 1) {
        throw new MalformedException(
            "a chunk's line is longer than the " + ChunkLine.LONGEST + " bytes allowed");
      }
      return -1;
    }
    int size = ChunkLine.size(in, start, end);
    int line = end + 1 - start;
    padding = Math.max(0, padding + line - 16 - 2L * size);
    if (padding > MOST_PADDING) {
      throw new MalformedException("the body has too much around its chunks");
    }
    rest = size + 2L + line;
    return size;
  }

  /** So many bytes of the chunk, its line included, were taken. */
  void took(int bytes) {
    rest -= bytes;
  }
}
