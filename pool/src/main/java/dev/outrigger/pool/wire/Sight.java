package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a worker sees when it looks at the task that it runs.
 *
 * @param stack name, state and stack of its thread, as a person reads it
 * @param heapUsed bytes
 */
public record Sight(String stack, long heapUsed) {
  /** As it is sent. */
  public Frame frame(long task) {
    byte[] text = stack.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(Long.BYTES + text.length).putLong(heapUsed).put(text).array();
    return new Frame(FrameType.DUMPED, task, payload);
  }

  /** As it came; what is too short counts as nothing seen. */
  public static Sight of(Frame frame) {
    ByteBuffer in = ByteBuffer.wrap(frame.payload());
    long heapUsed = in.remaining() < Long.BYTES ? 0 : in.getLong();
    return new Sight(StandardCharsets.UTF_8.decode(in).toString(), heapUsed);
  }
}
