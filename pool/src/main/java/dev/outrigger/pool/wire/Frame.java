package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;

/**
 * One message: length of what follows (4 bytes), type (1), task id (8), payload. Big endian. The
 * payload is not copied: whoever makes a frame no longer writes to it.
 */
public final class Frame {
  /** Bytes before the payload. */
  public static final int HEADER = 13;

  /** What the parent may add to a task or an answer that is as large as may be. */
  public static final int SLACK = 4096;

  private static final int JOINED = 64 << 10;
  private static final byte[] EMPTY = {};

  private final FrameType type;
  private final long task;
  private final byte[] head;
  private final byte[] payload;

  /** A frame whose payload is in two pieces: the head differs each time that the rest is sent. */
  public Frame(FrameType type, long task, byte[] head, byte[] payload) {
    this.type = type;
    this.task = task;
    this.head = head;
    this.payload = payload;
  }

  /** A frame with a payload. */
  public Frame(FrameType type, long task, byte[] payload) {
    this(type, task, EMPTY, payload);
  }

  /** A frame that says all by its type. */
  public Frame(FrameType type, long task) {
    this(type, task, EMPTY);
  }

  /** What it says. */
  public FrameType type() {
    return type;
  }

  /** Which task it is about; 0 if none. */
  public long task() {
    return task;
  }

  /** The rest; a frame that came in has all of it here. */
  public byte[] payload() {
    return payload;
  }

  /** The bytes to write, in one buffer if they are few. */
  public ByteBuffer[] buffers() {
    boolean joined = payload.length <= JOINED;
    ByteBuffer start =
        ByteBuffer.allocate(HEADER + head.length + (joined ? payload.length : 0))
            .putInt(HEADER - 4 + head.length + payload.length)
            .put(type.code())
            .putLong(task)
            .put(head);
    if (joined) {
      return new ByteBuffer[] {start.put(payload).flip()};
    }
    return new ByteBuffer[] {start.flip(), ByteBuffer.wrap(payload)};
  }
}
