package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;

/** Tells the parent that this process leaves in order, so that exit status 137 is not SIGKILL. */
final class Farewell implements Runnable {
  private final ParentLink link;
  private volatile int signal;

  Farewell(ParentLink link) {
    this.link = link;
  }

  void causedBy(int newSignal) {
    signal = newSignal;
  }

  @Override
  public void run() {
    link.trySend(new Frame(FrameType.BYE, signal));
  }
}
