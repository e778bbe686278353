package dev.outrigger.pool.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A function that captures nothing, in the form in which a worker learns it: once, and from then on
 * its number stands for it. Numbers count from 1 and are the same in all pools of this process.
 *
 * @param name such as "Fibonacci.fib"
 * @param bytes the function, serialized
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Definition(int number, String name, byte[] bytes) {
  /** Stands for a function that travels with its task, since it captures something. */
  public static final int NONE = 0;

  /** As it is sent. */
  public Frame frame() {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(4 + text.length + bytes.length)
            .putInt(text.length)
            .put(text)
            .put(bytes)
            .array();
    return new Frame(FrameType.FUNCTION, number, payload);
  }

  /** As it came. */
  public static Definition of(Frame frame) throws ProtocolException {
    try {
      ByteBuffer in = ByteBuffer.wrap(frame.payload());
      byte[] text = new byte[Math.clamp(in.getInt(), 0, in.remaining())];
      in.get(text);
      byte[] bytes = new byte[in.remaining()];
      in.get(bytes);
      return new Definition(
          Math.toIntExact(frame.task()), new String(text, StandardCharsets.UTF_8), bytes);
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new ProtocolException("a function that can't be read: " + e);
    }
  }
}
