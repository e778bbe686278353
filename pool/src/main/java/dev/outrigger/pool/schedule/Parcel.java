package dev.outrigger.pool.schedule;

import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.NoteKind;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a worker is sent for one task. Its arguments are dropped when they can't be needed again, so
 * that who keeps a task does not keep them.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Parcel {
  private static final byte[] DROPPED = {};

  private final Optional<Definition> function;
  private final int size;
  private byte[] body;

  Parcel(TaskMessage.Encoded work) {
    function = work.function();
    size = work.body().length;
    body = work.body();
  }

  /** What the worker must have learnt first; empty: it is in the arguments' bytes. */
  Optional<Definition> function() {
    return function;
  }

  /** Bytes of its arguments, also after they were dropped. */
  int size() {
    return size;
  }

  /** With what is left of its deadline. */
  Frame frame(long task, long left) {
    byte[] head = TaskHeader.head(TaskMessage.number(function), left);
    return new Frame(FrameType.TASK, task, head, body);
  }

  /** As it is given to the task that waits for it, to be run inside that one. */
  Frame frameInside(Family.Kin kin, long task, long left) {
    byte[] head =
        ByteBuffer.allocate(4 + 8 + TaskHeader.HEAD)
            .putInt(kin.number())
            .putLong(task)
            .put(TaskHeader.head(Definition.NONE, left))
            .array();
    return NoteKind.RUN.frame(FrameType.NUDGE, kin.parent().id(), head, body);
  }

  void drop() {
    body = DROPPED;
  }

  /** How many of its arguments' bytes are still kept. */
  int kept() {
    return body.length;
  }
}
