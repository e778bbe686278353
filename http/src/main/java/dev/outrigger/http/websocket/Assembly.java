package dev.outrigger.http.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of frames. It copies: buffers stay on the loop, so that no task can lose one
 * or meet the locks of their allocator.
 *
 * <p>Threading: on the loop.
 */
final class Assembly {
  private static final byte[] EMPTY = {};
  private static final int COMPRESSED = 4;

  private final int longest;
  private final int longestCompressed;
  private final boolean deflates;
  private byte[] bytes = EMPTY;
  private int length;
  private boolean inMessage;
  private boolean text;
  private boolean compressed;
  private Utf8 utf8 = new Utf8();

  /**
   * An empty one.
   *
   * @param longest longest message in bytes
   * @param deflates whether messages may be compressed
   */
  Assembly(int longest, boolean deflates) {
    this.longest = longest;
    this.longestCompressed = Deflate.longest(longest);
    this.deflates = deflates;
  }

  /**
   * Takes one data frame; does not release it.
   *
   * @return the message that it ends; null if there is more to come
   */
  @Nullable Arrived add(WebSocketFrame frame) {
    if (!inMessage) {
      begin(frame);
    } else if (frame.rsv() != 0) {
      throw violation("reserved bits in a later frame of a message");
    }
    append(frame.content());
    if (!frame.isFinalFragment()) {
      return null;
    }
    return end();
  }

  private void begin(WebSocketFrame frame) {
    if (frame instanceof ContinuationWebSocketFrame) {
      throw violation("a message cannot begin with a continuation");
    }
    compressed = deflates && frame.rsv() == COMPRESSED;
    if (frame.rsv() != 0 && !compressed) {
      throw violation("reserved bits that nobody agreed on");
    }
    inMessage = true;
    text = frame instanceof TextWebSocketFrame;
    length = 0;
    utf8 = new Utf8();
  }

  private void append(ByteBuf content) {
    int more = content.readableBytes();
    int limit = compressed ? longestCompressed : longest;
    if (more > limit - length) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message has at most " + longest + " bytes here");
    }
    if (length + more > bytes.length) {
      // The first piece is the whole message most of the time.
      int room = length == 0 ? more : (int) Math.min(limit, 2L * (length + more));
      bytes = Arrays.copyOf(bytes, room);
    }
    content.getBytes(content.readerIndex(), bytes, length, more);
    if (text && !compressed && !utf8.accepts(bytes, length, length + more)) {
      throw Utf8.violation();
    }
    length += more;
  }

  private Arrived end() {
    if (text && !compressed && !utf8.isComplete()) {
      throw Utf8.violation();
    }
    byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    bytes = EMPTY;
    inMessage = false;
    return new Arrived(text, compressed, whole);
  }

  private static CorruptedWebSocketFrameException violation(String what) {
    return new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, what);
  }
}
