package dev.outrigger.pool.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Parts that came in and were not read yet: bounded by the sender's {@link Window}, so that whoever
 * brings them never waits.
 */
final class Inbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Queue<ByteBuffer> parts = new ArrayDeque<>();
  private final Consumer<Credit> tell;
  private Credit owed = Credit.NONE;
  private boolean ended;

  /** {@code tell} passes on what was taken; it must not wait. */
  Inbox(Consumer<Credit> tell) {
    this.tell = tell;
  }

  /** One more, unless the end was met. */
  void put(ByteBuffer part) {
    lock.lock();
    try {
      if (!ended) {
        parts.add(part);
        change.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes after this. */
  void end() {
    lock.lock();
    try {
      ended = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads any more. */
  void discard() {
    lock.lock();
    try {
      parts.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next part; empty: the end. */
  Optional<ByteBuffer> take() throws InterruptedException {
    ByteBuffer part;
    Credit taken = Credit.NONE;
    lock.lockInterruptibly();
    try {
      while (parts.isEmpty()) {
        if (ended) {
          return Optional.empty();
        }
        change.await();
      }
      part = parts.remove();
      owed = owed.plus(part.remaining());
      if (owed.isWorthTelling()) {
        taken = owed;
        owed = Credit.NONE;
      }
    } finally {
      lock.unlock();
    }
    if (taken.count() > 0) {
      tell.accept(taken);
    }
    return Optional.of(part);
  }
}
