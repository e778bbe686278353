package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;

/** The scheduler's way to one worker process. Neither method blocks. */
public interface Line {
  /** Sends after everything sent before; lost silently when the worker is gone. */
  void send(Frame frame);

  /** SIGKILL. The scheduler hears of the death as of any other. */
  void kill();
}
