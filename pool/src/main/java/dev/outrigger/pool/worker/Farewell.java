package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;

/** Tells the parent that this process leaves in order, so that exit status 137 is not SIGKILL. */
record Farewell(ParentLink link) implements Runnable {
  @Override
  public void run() {
    link.trySend(new Frame(FrameType.BYE, 0));
  }
}
