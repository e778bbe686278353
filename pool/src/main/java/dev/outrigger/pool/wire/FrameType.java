package dev.outrigger.pool.wire;

/** What a frame says. The numbers are the wire's: with any change raise {@link Hello#VERSION}. */
public enum FrameType {
  /** Worker: who I am, with the secret; see {@link Hello}. I am ready for a task. */
  HELLO(1),
  /** Parent: run this, after those sent before. */
  TASK(2),
  /** Worker: I have the whole of this large task; its bytes are not needed again. */
  STARTED(3),
  /** Worker: it returned this value. */
  RESULT(4),
  /** Worker: it threw this. */
  FAILURE(5),
  /** Parent: interrupt the task. */
  CANCEL(6),
  /** Parent: where is the task? */
  DUMP(7),
  /** Worker: where it is, see {@link Sight}. */
  DUMPED(8),
  /** Parent: leave. */
  STOP(9),
  /** Worker: I leave in order. */
  BYE(10),
  /** Worker: something about a task that runs, see {@link NoteKind}. */
  NOTE(11),
  /** Parent: something for a task that runs, see {@link NoteKind}. */
  NUDGE(12),
  /** Parent: learn this function; the number is where other frames have the task's. */
  FUNCTION(13),
  /** Parent: give back all tasks that have not begun. */
  RECALL(14),
  /** Worker: these have not begun and never will; the answer to RECALL, or to CANCEL. */
  GIVEN_BACK(15),
  /** Worker: it can't read this task, and nothing of it ran; in words, why. */
  UNREAD(16),
  /** Worker: it ran to its end, and its result can't be sent; in words, why. */
  UNSENT(17);

  private static final FrameType[] ALL = values();

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static FrameType of(byte code) throws ProtocolException {
    if (code < 1 || code > ALL.length) {
      throw new ProtocolException("unknown frame type " + code);
    }
    return ALL[code - 1];
  }
}
