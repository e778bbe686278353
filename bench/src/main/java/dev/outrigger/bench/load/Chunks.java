package dev.outrigger.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A body that comes in chunks: where its bytes lie among the lines that say how many follow.
 *
 * <p>Threading: the connection's loop only.
 */
final class Chunks {
  /** {@link #next}: the lines that are there do not say yet. */
  static final int UNKNOWN = -1;

  private static final int LONGEST_LINE = 1024;

  private int left;
  private boolean lineEndIsDue;
  private boolean inTrailer;

  /**
   * Reads on to bytes of the body.
   *
   * @return how many of them may lie at the reader's index; 0: the body is over; {@link #UNKNOWN}
   */
  int next(ByteBuf in) throws WrongAnswerException {
    while (left == 0) {
      int length = in.bytesBefore((byte) '\n');
      if (length < 0) {
        if (in.readableBytes() > LONGEST_LINE) {
          throw new WrongAnswerException("a chunk's size does not end");
        }
        return UNKNOWN;
      }
      String line = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII).strip();
      in.skipBytes(length + 1);
      if (inTrailer) {
        if (line.isEmpty()) {
          inTrailer = false;
          return 0;
        }
      } else if (lineEndIsDue) {
        lineEndIsDue = false;
      } else {
        begin(line);
      }
    }
    return left;
  }

  private void begin(String line) throws WrongAnswerException {
    try {
      left = Integer.parseInt(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException _) {
      throw new WrongAnswerException("'" + line + "' is no size of a chunk");
    }
    lineEndIsDue = left > 0;
    inTrailer = left == 0;
  }

  /** So many bytes of the body have been used. */
  void taken(int count) {
    left -= count;
  }
}
