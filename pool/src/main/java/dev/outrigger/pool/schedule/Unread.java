package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;

/** Something that was thrown in a worker and stays in bytes: its reader is another process. */
public final class Unread extends Throwable {
  private static final long serialVersionUID = 1L;

  private final transient Frame answer;

  /** With the frame that carries it. */
  public Unread(Frame answer) {
    super("(not read in this process)", null, false, false);
    this.answer = answer;
  }

  /** As it came. */
  public Frame answer() {
    return answer;
  }
}
