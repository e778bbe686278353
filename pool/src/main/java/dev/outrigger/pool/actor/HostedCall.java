package dev.outrigger.pool.actor;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call in the actor's process, and whether it may still be interrupted: after {@link #finish} no
 * interrupt meant for it can strike the next.
 */
final class HostedCall {
  private final long id;
  private final ByteBuffer message;
  private @Nullable Thread thread;
  private boolean cancelled;

  HostedCall(long id, ByteBuffer message) {
    this.id = id;
    this.message = message;
  }

  long id() {
    return id;
  }

  ByteBuffer message() {
    return message;
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

  synchronized void interrupt() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Where it is; empty: it has not begun or is over. */
  Optional<String> stack() {
    Thread current;
    synchronized (this) {
      current = thread;
    }
    if (current == null) {
      return Optional.empty();
    }
    StringBuilder text =
        new StringBuilder(current.getName()).append(' ').append(current.getState());
    for (StackTraceElement line : current.getStackTrace()) {
      text.append("\n    at ").append(line);
    }
    return Optional.of(text.toString());
  }
}
