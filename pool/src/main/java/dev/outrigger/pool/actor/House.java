package dev.outrigger.pool.actor;

import java.time.Duration;
import java.util.concurrent.Future;

/** What an actor's mailbox can do to the process that its object lives in. Nothing of it waits. */
interface House {
  /** Has the object made again, in a new process. */
  void settleAgain();

  /** Kills the process. */
  void kill(String reason);

  /** Nothing will live there any more. */
  void leave();

  /** Kills the process, and no other will follow. */
  void abort();

  /** Runs a quick step after this time, unless it is cancelled. */
  Future<?> later(Duration delay, Runnable step);
}
