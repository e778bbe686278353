package dev.outrigger.http.websocket;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692), without context takeover either way: each message is compressed by
 * itself. That costs a little of the gain on short messages, and spares 300 KB for each connection
 * that has ever spoken; the codecs are borrowed for the time of one call.
 *
 * <p>It is the JDK's codec and not Netty's handlers, since these inflate a frame at a time on the
 * loop, with a limit for each frame; here the receiving task inflates a whole message with the
 * limit of messages, before a byte more is reserved.
 *
 * <p>Threading: by any task.
 *
 * @param windowBits how far back, as a power of two, a compressed message of ours may refer
 */
record Deflate(int windowBits) {
  static final int LARGEST_WINDOW = 15;
  // Below this there is nothing to gain.
  private static final int SHORTEST = 128;
  // RFC 7692, 7.2.3.4: a block may end as if it were the last. Each costs the codec a new
  // beginning, and two bytes are enough for one, so a megabyte of them would hold a loop for
  // 200 ms.
  private static final int MOST_FINAL_BLOCKS = 64;
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};
  private static final Spares<Deflater> DEFLATERS =
      new Spares<>(() -> new Deflater(Deflater.BEST_SPEED, true), Deflater::reset, Deflater::end);
  private static final Spares<Inflater> INFLATERS =
      new Spares<>(() -> new Inflater(true), Inflater::reset, Inflater::end);

  /** How long a message of that length may be when compressed: some bytes more, if it is noise. */
  static int longest(int length) {
    return (int) Math.min(Integer.MAX_VALUE - 16, length + length / 64L + 64);
  }

  /** The message, compressed; null if that does not make it shorter. */
  byte @Nullable [] compress(byte[] message) {
    if (message.length < SHORTEST) {
      return null;
    }
    Deflater deflater = DEFLATERS.borrow();
    try {
      byte[] out = new byte[message.length];
      int length = 0;
      // The JDK cannot make the window smaller; but whoever begins anew with each stretch of that
      // length refers to nothing before it.
      int stretch = windowBits == LARGEST_WINDOW ? message.length : 1 << windowBits;
      for (int from = 0; from < message.length; from += stretch) {
        deflater.reset();
        deflater.setInput(message, from, Math.min(stretch, message.length - from));
        int more = deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
        length += more;
        if (length == out.length) {
          return null;
        }
      }
      return Arrays.copyOf(out, length - TAIL.length);
    } finally {
      DEFLATERS.giveBack(deflater);
    }
  }

  /**
   * The message as it was before it was compressed.
   *
   * @throws CorruptedWebSocketFrameException with 1009 if it is longer than the limit; with 1007 if
   *     the bytes are no compressed message
   */
  static byte[] inflate(byte[] compressed, int limit) {
    Inflater inflater = INFLATERS.borrow();
    try {
      return new Inflating(inflater, limit).all(compressed);
    } catch (DataFormatException e) {
      throw new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "the message is not compressed as agreed", e);
    } finally {
      INFLATERS.giveBack(inflater);
    }
  }

  /** One message on its way out of an inflater. */
  private static final class Inflating {
    private final Inflater inflater;
    private final int limit;
    private byte[] in = {};
    private byte[] out = {};
    private int length;
    private int finalBlocks;

    Inflating(Inflater inflater, int limit) {
      this.inflater = inflater;
      this.limit = limit;
    }

    byte[] all(byte[] compressed) throws DataFormatException {
      out = new byte[(int) Math.min(limit, 4L * compressed.length + 64)];
      run(compressed);
      run(TAIL);
      return length == out.length ? out : Arrays.copyOf(out, length);
    }

    private void run(byte[] input) throws DataFormatException {
      in = input;
      inflater.setInput(in);
      while (true) {
        if (length == out.length) {
          grow();
        }
        int more = inflater.inflate(out, length, out.length - length);
        length += more;
        if (length > limit) {
          throw tooBig();
        }
        if (inflater.finished()) {
          goOnAfterFinalBlock();
        }
        if (inflater.needsInput() && length < out.length) {
          return;
        }
        if (more == 0 && inflater.needsDictionary()) {
          throw new DataFormatException("it needs a dictionary");
        }
      }
    }

    private void goOnAfterFinalBlock() throws DataFormatException {
      if (++finalBlocks > MOST_FINAL_BLOCKS) {
        throw new DataFormatException("it ends more than " + MOST_FINAL_BLOCKS + " times");
      }
      int rest = inflater.getRemaining();
      inflater.reset();
      inflater.setInput(in, in.length - rest, rest);
    }

    private void grow() {
      // One byte above the limit shows that there is too much.
      out = Arrays.copyOf(out, (int) Math.min(limit + 1L, Math.max(64, 2L * out.length)));
    }

    private CorruptedWebSocketFrameException tooBig() {
      return new CorruptedWebSocketFrameException(
          WebSocketCloseStatus.MESSAGE_TOO_BIG, "a message has at most " + limit + " bytes here");
    }
  }
}
