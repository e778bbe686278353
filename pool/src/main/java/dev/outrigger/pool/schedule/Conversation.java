package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import java.nio.ByteBuffer;

/** The parent's side of what a running task has to say before its answer. */
public interface Conversation {
  /** For tasks that have nothing to say. */
  Conversation NONE = (kind, body, reply) -> {};

  /**
   * The worker that holds the task said this. Called without the scheduler's lock on the thread
   * that reads all workers, in the order of sending, and never after the task's end was told: no
   * code of the user here, and no waiting.
   *
   * @throws ProtocolException if no worker says this; it is then killed
   */
  void heard(NoteKind kind, ByteBuffer body, Reply reply) throws ProtocolException;

  /** This one and then the other hear everything; each leaves alone what is not meant for it. */
  default Conversation and(Conversation other) {
    return (kind, body, reply) -> {
      heard(kind, body.duplicate(), reply);
      other.heard(kind, body, reply);
    };
  }

  /** The way back to the task; never waits, and does nothing once the worker has let it go. */
  @FunctionalInterface
  interface Reply {
    /** Says this to the task. */
    void nudge(NoteKind kind, byte[] body);
  }
}
