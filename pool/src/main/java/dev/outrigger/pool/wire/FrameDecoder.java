package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. The announced length is checked before anything of that size
 * is allocated.
 *
 * <p>Threading: one thread.
 */
public final class FrameDecoder {
  private final ByteBuffer header = ByteBuffer.allocate(Frame.HEADER);
  private int maxPayload;
  private @Nullable FrameType type;
  private byte[] payload = {};
  private int filled;

  /** Refuses payloads above this many bytes. */
  public FrameDecoder(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  /** From now on payloads may be this long. */
  public void allow(int bytes) {
    maxPayload = bytes;
  }

  /**
   * The next whole frame in what came in so far; empty: more is needed and {@code in} is used up.
   */
  public Optional<Frame> next(ByteBuffer in) throws ProtocolException {
    FrameType known = type;
    if (known == null) {
      while (header.hasRemaining() && in.hasRemaining()) {
        header.put(in.get());
      }
      if (header.hasRemaining()) {
        return Optional.empty();
      }
      int length = header.getInt(0) - (Frame.HEADER - 4);
      if (length < 0 || length > maxPayload) {
        throw new ProtocolException(
            "a frame announced " + length + " bytes of payload, the limit is " + maxPayload);
      }
      known = FrameType.of(header.get(4));
      type = known;
      payload = new byte[length];
      filled = 0;
    }
    int count = Math.min(in.remaining(), payload.length - filled);
    in.get(payload, filled, count);
    filled += count;
    if (filled < payload.length) {
      return Optional.empty();
    }
    Frame frame = new Frame(known, header.getLong(5), payload);
    header.clear();
    type = null;
    payload = new byte[0];
    return Optional.of(frame);
  }

  /** The type of a frame that has begun and is not whole yet. */
  public Optional<FrameType> unfinished() {
    return Optional.ofNullable(type);
  }
}
