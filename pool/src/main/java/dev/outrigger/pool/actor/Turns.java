package dev.outrigger.pool.actor;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * State behind a lock, and what follows from its changes: done without the lock, one thing at a
 * time, in the order in which it was decided, by whoever happens to be here. So messages don't
 * overtake each other, and what they set off may come back here.
 */
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Runnable> effects = new ArrayDeque<>();
  private boolean performing;

  /** One change. */
  <R> R take(Supplier<R> change) {
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
      perform();
    }
  }

  void run(Runnable change) {
    var _ =
        take(() -> {
          change.run();
          return true;
        });
  }

  /** Only within a change: to be done after it. It must not wait. */
  void afterwards(Runnable effect) {
    effects.add(effect);
  }

  private void perform() {
    for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
      try {
        next.get().run();
      } catch (RuntimeException | Error e) {
        System.getLogger("dev.outrigger.pool").log(Level.ERROR, "a step of an actor failed", e);
      } finally {
        done();
      }
    }
  }

  private Optional<Runnable> next() {
    lock.lock();
    try {
      if (performing || effects.isEmpty()) {
        return Optional.empty();
      }
      performing = true;
      return Optional.of(effects.remove());
    } finally {
      lock.unlock();
    }
  }

  private void done() {
    lock.lock();
    try {
      performing = false;
    } finally {
      lock.unlock();
    }
  }
}
