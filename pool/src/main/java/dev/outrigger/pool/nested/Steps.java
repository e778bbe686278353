package dev.outrigger.pool.nested;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What is to be done in this process for the end of one nested task: running it, or reading its
 * answer. A thread that waits for that end does it; while none waits, another one.
 *
 * <p>Threading: any thread.
 */
final class Steps {
  /** Inline runs on top of each other on one thread: then the next gets a stack of its own. */
  private static final int MOST_ON_A_STACK = 32;

  private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

  private final Executor others;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private int waiting;
  private boolean over;

  Steps(Executor others) {
    this.others = others;
  }

  void offer(Runnable step) {
    synchronized (this) {
      if (waiting > 0) {
        steps.addLast(step);
        notifyAll();
        return;
      }
    }
    others.execute(step);
  }

  /** Nobody need wait any longer. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits for the end, and works for it meanwhile; false: the time is up. */
  boolean await(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    synchronized (this) {
      waiting++;
    }
    try {
      while (true) {
        Runnable step;
        synchronized (this) {
          while (!over && steps.isEmpty()) {
            long left = nanos == Long.MAX_VALUE ? nanos : end - System.nanoTime();
            if (left <= 0) {
              return false;
            }
            // At least a millisecond, at most a day.
            wait(Math.clamp(TimeUnit.NANOSECONDS.toMillis(left) + 1, 1, 86_400_000));
          }
          if (over) {
            return true;
          }
          step = steps.removeFirst();
        }
        run(step);
      }
    } finally {
      leave();
    }
  }

  private void run(Runnable step) {
    int depth = DEPTH.get();
    if (depth >= MOST_ON_A_STACK) {
      others.execute(step);
      return;
    }
    DEPTH.set(depth + 1);
    try {
      step.run();
    } finally {
      DEPTH.set(depth);
    }
  }

  private void leave() {
    Deque<Runnable> left = new ArrayDeque<>();
    synchronized (this) {
      waiting--;
      if (waiting == 0) {
        left.addAll(steps);
        steps.clear();
      }
    }
    left.forEach(others::execute);
  }
}
