package dev.outrigger.pool.wire;

import java.nio.ByteBuffer;

/**
 * What a NOTE or a NUDGE is about: the first byte of its payload. The numbers are the wire's: with
 * any change raise {@link Hello#VERSION}.
 */
public enum NoteKind {
  /** How far the task has come. */
  PROGRESS(1),
  /** Worker: a part of what a task yields. Parent: how much of it was taken. */
  YIELD(2),
  /** Worker: how much of its input a task has taken. Parent: a part of the input. */
  INPUT(3),
  /** Parent: something for an actor, such as a call. Worker: what became of it. */
  ACTOR(4),
  /** Worker: run this for me. */
  SUBMIT(5),
  /** Worker: a thread of mine waits for the end of what I submitted. */
  WAIT(6),
  /** Worker: I no longer need what I submitted. */
  ABANDON(7),
  /** Parent: nobody is free; run what you submitted yourself. */
  RUN(8),
  /** Parent: so ended what you submitted. */
  ANSWER(9),
  /** Worker: a record of its log. */
  LOG(10);

  private static final NoteKind[] ALL = values();

  private final byte code;

  NoteKind(int code) {
    this.code = (byte) code;
  }

  /** A frame of this kind about a task. */
  public Frame frame(FrameType type, long task, byte[] body) {
    return new Frame(type, task, ByteBuffer.allocate(1 + body.length).put(code).put(body).array());
  }

  /** The same with a body in two pieces. */
  public Frame frame(FrameType type, long task, byte[] head, byte[] rest) {
    return new Frame(
        type, task, ByteBuffer.allocate(1 + head.length).put(code).put(head).array(), rest);
  }

  /** The kind of a NOTE or NUDGE, whose body follows at {@link #body}. */
  public static NoteKind of(Frame frame) throws ProtocolException {
    byte[] payload = frame.payload();
    if (payload.length == 0 || payload[0] < 1 || payload[0] > ALL.length) {
      throw new ProtocolException("a " + frame.type() + " of unknown kind");
    }
    return ALL[payload[0] - 1];
  }

  /** What follows the kind. */
  public static ByteBuffer body(Frame frame) {
    return ByteBuffer.wrap(frame.payload(), 1, frame.payload().length - 1).slice();
  }
}
