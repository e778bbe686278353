package dev.outrigger.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A thread and the innermost scope that it is in. A cancellation of that scope reaches the thread
 * as an interrupt, and again and again until it has left: a wait that swallowed one is met by the
 * next.
 *
 * <p>Who changes the scope and who delivers exclude each other without ever waiting in line, since
 * either may be a loop's own thread: one that finds the other at work leaves word and goes, and
 * whoever holds the presence looks again before it lets go. Only the thread itself, when it enters
 * or leaves a scope, spins for the moment that a delivery takes.
 */
final class Presence {
  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int HELD_WITH_NEWS = 2;
  private static final AtomicIntegerFieldUpdater<Presence> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Presence.class, "state");

  private final Thread thread;
  // Written as a plain field where it is let go, which takes no stack and no memory: a thread that
  // has run out of either must not hold it for ever.
  private volatile int state;
  private @Nullable Scope innermost;
  private boolean interrupted;
  private @Nullable Reminder reminder;

  private Presence(Thread thread) {
    this.thread = thread;
  }

  /** The one of the calling thread: that of the scope around, if that runs on it as well. */
  static Presence onThisThread(@Nullable Presence around) {
    Thread current = Thread.currentThread();
    return around != null && around.thread.equals(current) ? around : new Presence(current);
  }

  /** By the thread itself: it goes into a scope, or back to the one around; null: to none. */
  void moveTo(@Nullable Scope scope) {
    while (!STATE.compareAndSet(this, FREE, HELD)) {
      Thread.onSpinWait();
    }
    boolean released = false;
    try {
      innermost = scope;
      if (interrupted) {
        // It was meant for the scope that is left, or for one that this one shields from.
        boolean _ = Thread.interrupted();
        interrupted = false;
      }
      release();
      released = true;
    } finally {
      if (!released) {
        state = FREE;
      }
    }
  }

  /** A scope was cancelled: the thread is told, if it is inside. */
  void tell() {
    while (true) {
      int seen = state;
      if (seen == FREE) {
        if (STATE.compareAndSet(this, FREE, HELD)) {
          boolean released = false;
          try {
            release();
            released = true;
          } finally {
            if (!released) {
              state = FREE;
            }
          }
          return;
        }
      } else if (seen == HELD_WITH_NEWS || STATE.compareAndSet(this, HELD, HELD_WITH_NEWS)) {
        return;
      }
    }
  }

  private void release() {
    do {
      state = HELD;
      deliver();
    } while (!STATE.compareAndSet(this, HELD, FREE));
  }

  private void deliver() {
    if (innermost != null && innermost.isCancelled()) {
      interrupted = true;
      thread.interrupt();
      if (reminder == null) {
        reminder = new Reminder(this, innermost.time());
      }
    } else if (reminder != null) {
      reminder.stop();
      reminder = null;
    }
  }
}
