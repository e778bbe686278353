package dev.outrigger.runtime;

import dev.outrigger.pool.ProcessPool;
import java.time.Duration;

/**
 * Something that takes work from outside and can be asked to end, in four verbs: from the gentlest,
 * which only shuts the door, to the one that takes no more time than it must.
 *
 * <pre>
 *             stopAccepting, closeIdle, drain            the last one has ended
 *  ACCEPTING ─────────────────────────────────▶ FINISHING ─────────────────────▶ ENDED
 *      │                                            │ abort                        ▲
 *      │                    abort                   ▼                              │
 *      └──────────────────────────────────────▶ ABORTING ─────────────────────────┘
 * </pre>
 *
 * <p>It never goes back. A verb that comes too late does nothing, so any of them may be called in
 * any order and any number of times. A {@link TaskGroup} needs none of this: it accepts while its
 * body runs, drains at the end of it, and is aborted by {@link TaskGroup#cancel}.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public interface Lifecycle {
  /** How far its life has come. */
  enum State {
    /** It takes work. */
    ACCEPTING,
    /** It takes no more; what it has taken goes on. */
    FINISHING,
    /** What it has taken is being cancelled. */
    ABORTING,
    /** Nothing of it runs any more. */
    ENDED
  }

  /** How far its life has come. */
  State state();

  /** Takes no more work from outside. What it has taken goes on. Does not wait. */
  void stopAccepting();

  /**
   * Takes no more work, and lets go of whatever has nothing to do, such as a connection that is
   * kept open for a next request. What works goes on, and is let go when it has done. Does not
   * wait.
   */
  void closeIdle();

  /**
   * Takes no more work, lets go of what is idle or becomes so, and waits for the rest.
   *
   * @param limit how long to wait at most; zero only looks
   * @return whether all has ended; if not, it goes on
   */
  boolean drain(Duration limit) throws InterruptedException;

  /** Cancels everything and lets go of it. Waits no longer than that takes. */
  void abort();

  /**
   * The usual end: {@link #drain}, and {@link #abort} for what has not ended by then, or when the
   * caller is interrupted.
   *
   * @return whether all had ended by itself
   */
  default boolean stop(Duration limit) throws InterruptedException {
    boolean ended = false;
    try {
      ended = drain(limit);
    } finally {
      if (!ended) {
        abort();
      }
    }
    return ended;
  }

  /** That of a process pool: it accepts tasks, and its idle workers are what is let go. */
  static Lifecycle of(ProcessPool pool) {
    return new PoolLifecycle(pool);
  }
}
