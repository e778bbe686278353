package dev.outrigger.http.websocket;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/**
 * Checks that bytes are UTF-8, piece by piece, and finds the first byte that cannot be: the JDK's
 * decoder would do so too, but makes the text at the same time, and that is the task's work.
 */
final class Utf8 {
  // Of the character that the last piece broke off in: bytes to come, and what the next may be.
  private int missing;
  private int least = 0x80;
  private int most = 0xbf;

  /**
   * Checks a whole text.
   *
   * @throws CorruptedWebSocketFrameException with 1007 if it is no UTF-8
   */
  static void check(byte[] text) {
    Utf8 utf8 = new Utf8();
    if (!utf8.accepts(text, 0, text.length) || !utf8.isComplete()) {
      throw violation();
    }
  }

  static CorruptedWebSocketFrameException violation() {
    return new CorruptedWebSocketFrameException(
        WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the text is not UTF-8");
  }

  /** Whether all is well up to the end of this piece. */
  boolean accepts(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      if (missing == 0 && b >= 0) {
        continue;
      }
      if (!(missing == 0 ? begins(b & 0xff) : continues(b & 0xff))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it could end here. */
  boolean isComplete() {
    return missing == 0;
  }

  private boolean begins(int b) {
    least = 0x80;
    most = 0xbf;
    if (b >= 0xc2 && b <= 0xdf) {
      missing = 1;
    } else if (b >= 0xe0 && b <= 0xef) {
      missing = 2;
      // No longer than need be, and no surrogates.
      least = b == 0xe0 ? 0xa0 : 0x80;
      most = b == 0xed ? 0x9f : 0xbf;
    } else if (b >= 0xf0 && b <= 0xf4) {
      missing = 3;
      // … and none above U+10FFFF.
      least = b == 0xf0 ? 0x90 : 0x80;
      most = b == 0xf4 ? 0x8f : 0xbf;
    }
    return missing > 0;
  }

  private boolean continues(int b) {
    boolean fits = b >= least && b <= most;
    missing--;
    least = 0x80;
    most = 0xbf;
    return fits;
  }
}
