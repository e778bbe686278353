package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** The numbers of tasks as the payload of a frame. */
public final class TaskList {
  private TaskList() {}

  /** As a payload. */
  public static byte[] bytes(List<Long> tasks) {
    ByteBuffer payload = ByteBuffer.allocate(tasks.size() * Long.BYTES);
    tasks.forEach(payload::putLong);
    return payload.array();
  }

  /** As read; bytes that are no whole number are left out. */
  public static List<Long> of(Frame frame) {
    ByteBuffer payload = ByteBuffer.wrap(frame.payload());
    return IntStream.range(0, payload.remaining() / Long.BYTES)
        .mapToObj(i -> payload.getLong(i * Long.BYTES))
        .toList();
  }
}
