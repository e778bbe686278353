package dev.outrigger.http.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Since when a header section is open: one whose frame says that more of it follows. Until that has
 * come, no other frame may, and Netty tells of none of it.
 *
 * <p>Threading: on the loop. Times are those of {@link System#nanoTime()}.
 */
final class FieldsWatch {
  private static final int HEADER = 9;
  private static final int TYPE = 3;
  private static final int FLAGS = 4;
  private static final int END_HEADERS = 4;

  // Of the frame whose header has passed.
  private int payload;
  private long since;

  /** The bytes from here to the reader's index were read; whole headers, and whole payloads. */
  void passed(ByteBuf bytes, int start) {
    int at = start;
    while (at < bytes.readerIndex()) {
      if (payload > 0) {
        at += payload;
        payload = 0;
      } else {
        payload = bytes.getUnsignedMedium(at);
        header(bytes.getByte(at + TYPE), bytes.getByte(at + FLAGS));
        at += HEADER;
      }
    }
  }

  private void header(byte type, byte flags) {
    if (type != Http2FrameTypes.HEADERS && type != Http2FrameTypes.CONTINUATION) {
      return;
    }
    if ((flags & END_HEADERS) != 0) {
      since = 0;
    } else if (since == 0) {
      since = System.nanoTime();
    }
  }

  /** When it began; 0 if none is open. */
  long since() {
    return since;
  }
}
