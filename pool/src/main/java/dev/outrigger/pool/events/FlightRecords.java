package dev.outrigger.pool.events;

import jdk.jfr.FlightRecorder;

/**
 * The pool's events for the JDK's flight recorder. While nobody has ever started it in this
 * process, and where the JDK comes without it, nothing of it is loaded and an event costs the look
 * at a flag.
 *
 * <p>Threading: any; may be called for each task.
 */
public final class FlightRecords {
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private final String pool;

  /** For the pool of this name. */
  public FlightRecords(String pool) {
    this.pool = pool;
  }

  /** Whether it is worth while to collect figures. */
  public static boolean wanted() {
    return PRESENT && FlightRecorder.isInitialized();
  }

  /** A task has ended. */
  public void ended(TaskAccount task) {
    if (wanted()) {
      TaskEnded.commit(pool, task);
    }
  }

  /** A worker's process runs. */
  public void started(String worker, long spawn, long pid) {
    if (wanted()) {
      WorkerStarted.commit(pool, worker, spawn, pid);
    }
  }

  /** A worker's process has ended, as told to or not. */
  public void died(String worker, long spawn, long pid, String cause, boolean expected) {
    if (wanted()) {
      WorkerDied.commit(pool, worker, spawn, pid, cause, expected);
    }
  }
}
