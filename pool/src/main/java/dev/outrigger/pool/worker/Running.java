package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The task that this worker holds, and whether it may still be interrupted. After {@link #finish}
 * no interrupt meant for it can strike, so none leaks into the next task.
 */
final class Running {
  private final Frame task;
  private final Talk talk;
  private @Nullable Thread thread;
  private boolean cancelled;

  Running(Frame task, Talk talk) {
    this.task = task;
    this.talk = talk;
  }

  Frame task() {
    return task;
  }

  Talk talk() {
    return talk;
  }

  /** Whether it should still run. */
  synchronized boolean begin() {
    Thread.interrupted();
    thread = Thread.currentThread();
    return !cancelled;
  }

  synchronized void finish() {
    thread = null;
    Thread.interrupted();
  }

  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Name, state and stack of its thread, as a person reads it. */
  String dump() {
    Thread current;
    synchronized (this) {
      current = thread;
    }
    if (current == null) {
      return "(not in the task's own code)";
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
    return text.toString();
  }
}
