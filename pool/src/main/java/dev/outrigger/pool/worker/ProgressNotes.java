package dev.outrigger.pool.worker;

import dev.outrigger.pool.Progress;
import dev.outrigger.pool.codec.ProgressMessage;
import dev.outrigger.pool.wire.NoteKind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends how far a task has come: the first word at once, then the latest after each pause, and the
 * last before the answer. What is overtaken meanwhile is dropped.
 *
 * <p>Threading: any thread. The lock is held while a note is written, so that notes keep their
 * order.
 */
public final class ProgressNotes {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Talk talk;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Progress> latest = Optional.empty();
  private @Nullable Progress unsent;
  private boolean everSent;
  private long lastSent;
  private boolean waiting;
  private boolean over;

  ProgressNotes(Talk talk) {
    this.talk = talk;
  }

  /** The next word, made from the one before. */
  public void update(Function<Optional<Progress>, Progress> next) {
    lock.lock();
    try {
      Progress now = next.apply(latest);
      latest = Optional.of(now);
      unsent = now;
      sendWhenDue();
    } finally {
      lock.unlock();
    }
  }

  private void sendWhenDue() {
    long due = everSent ? lastSent + PAUSE - System.nanoTime() : 0;
    if (due <= 0) {
      send();
    } else if (!waiting && !over && unsent != null) {
      waiting = true;
      var _ = Later.TIMER.schedule(this::sendLatest, due, TimeUnit.NANOSECONDS);
    }
  }

  private void sendLatest() {
    lock.lock();
    try {
      waiting = false;
      sendWhenDue();
    } finally {
      lock.unlock();
    }
  }

  /** The answer follows: nothing may come after it. */
  void end() {
    lock.lock();
    try {
      send();
      over = true;
    } finally {
      lock.unlock();
    }
  }

  private void send() {
    Progress next = unsent;
    if (next == null || over) {
      return;
    }
    unsent = null;
    everSent = true;
    try {
      talk.note(NoteKind.PROGRESS, ProgressMessage.encode(next));
    } catch (IOException _) {
      // The parent is gone, and this process ends as soon as its listening thread sees that.
    }
    lastSent = System.nanoTime();
  }

  /** Made by the first task that reports faster than is sent. */
  private static final class Later {
    static final ScheduledThreadPoolExecutor TIMER =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("progress")
                .factory());
  }
}
