package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The task that this worker holds, and whether it may still be interrupted. After {@link #finish}
 * no interrupt meant for it can strike, so none leaks into the next task.
 */
final class Running {
  private final long id;
  private final int size;
  private final TaskHeader header;
  private final ByteBuffer rest;
  private final Talk talk;
  private @Nullable Thread thread;
  private boolean cancelled;

  Running(long id, int size, TaskHeader header, ByteBuffer rest, Talk talk) {
    this.id = id;
    this.size = size;
    this.header = header;
    this.rest = rest;
    this.talk = talk;
  }

  long id() {
    return id;
  }

  /** Bytes of its frame. */
  int size() {
    return size;
  }

  TaskHeader header() {
    return header;
  }

  /** What follows the header: the function, unless it has a number, and the arguments. */
  ByteBuffer rest() {
    return rest;
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

  /** An interrupt that this thread has lost to a task that ran inside this one. */
  synchronized void interruptAgain() {
    if (thread != null && cancelled && thread.equals(Thread.currentThread())) {
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
