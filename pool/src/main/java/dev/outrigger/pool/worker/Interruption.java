package dev.outrigger.pool.worker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether one run of code of the user may still be interrupted. After {@link #finish} no interrupt
 * meant for it can strike, so none leaks into the next run on the same thread.
 *
 * <p>Threading: {@link #begin} and {@link #finish} by the thread that runs it, the rest by any.
 */
public final class Interruption {
  private @Nullable Thread thread;
  private boolean cancelled;

  /** Whether it should still run. */
  public synchronized boolean begin() {
    Thread.interrupted();
    thread = Thread.currentThread();
    return !cancelled;
  }

  /** It is over. */
  public synchronized void finish() {
    thread = null;
    Thread.interrupted();
  }

  /** It need not run; if it does, it is interrupted. */
  public synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** An interrupt that this thread has lost to what ran inside this run. */
  synchronized void again() {
    if (thread != null && cancelled && thread.equals(Thread.currentThread())) {
      thread.interrupt();
    }
  }

  /**
   * Name, state and stack of its thread, as a person reads it; empty: it has not begun or is over.
   */
  public Optional<String> stack() {
    Thread current;
    synchronized (this) {
      current = thread;
    }
    if (current == null) {
      return Optional.empty();
    }
    StringBuilder text =
        new StringBuilder()
            .append('"')
            .append(current.getName())
            .append("\" ")
            .append(current.getState());
    for (StackTraceElement line : current.getStackTrace()) {
      text.append("\n    at ").append(line);
    }
    return Optional.of(text.toString());
  }
}
