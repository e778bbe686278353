package dev.outrigger.runtime;

import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import java.util.concurrent.Executor;

/** Which thread carries a task's virtual thread. The API and its promises are the same for both. */
public enum TaskBackend {
  /**
   * The loop's own thread. Tasks of one loop interleave and never run in parallel, so code between
   * two waits is atomic with respect to its loop, and a task costs no switch between threads. Needs
   * the JVM flag {@value LoopCarriedThreads#FLAG}.
   */
  LOOP_CARRIED {
    @Override
    public boolean isAvailable() {
      return LoopCarriedThreads.areAvailable();
    }

    @Override
    Thread newThread(String name, Executor steps, Runnable body) {
      return LoopCarriedThreads.unstarted(name, steps, body);
    }
  },

  /**
   * The JDK's scheduler of virtual threads. Works everywhere; tasks of one loop may run in
   * parallel, and each costs a few microseconds more.
   */
  PORTABLE {
    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    Thread newThread(String name, Executor steps, Runnable body) {
      return Thread.ofVirtual().name(name).unstarted(body);
    }
  };

  /** {@link #LOOP_CARRIED} where this JVM was started with the flag, else {@link #PORTABLE}. */
  public static TaskBackend best() {
    return LOOP_CARRIED.isAvailable() ? LOOP_CARRIED : PORTABLE;
  }

  /** Whether this JVM can run it, as it was started. */
  public abstract boolean isAvailable();

  /** Makes a virtual thread, whose steps go to the executor if this backend lets them. */
  abstract Thread newThread(String name, Executor steps, Runnable body);
}
