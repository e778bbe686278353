package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;

/** The scheduler's way to one worker process. No method blocks. */
public interface Line {
  /** Sends after everything sent before; lost silently when the worker is gone. */
  void send(Frame frame);

  /** SIGKILL. The scheduler hears of the death as of any other. */
  void kill();

  /** The task that the worker has begun last, as it noted itself; 0: none. Also after its death. */
  long begun();

  /**
   * Reads at once what the worker has said, on the calling thread: for who waits for it actively.
   */
  void listen();
}
