package dev.outrigger.http.loop;

import dev.outrigger.http.Limits;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How many connections are in and how many requests run, and whether more may. A connection counts
 * until its last handler has ended, so that "nobody is in" means that nothing of the server runs
 * any more. One that has its last answer and only has to go is in, but nobody waits for its answer.
 *
 * <p>Threading: every method from any thread. Loops and other threads meet here, so there is no
 * lock: see {@link ServerLoop}.
 */
public final class Admission {
  private final int limit;
  private final int mostRunning;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean draining;
  private volatile boolean followed;

  public Admission(Limits limits) {
    this.limit = limits.connections();
    this.mostRunning = limits.requests();
  }

  public boolean tryEnter() {
    unanswered.incrementAndGet();
    for (int now = inside.get(); now < limit; now = inside.get()) {
      if (inside.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    part();
    return false;
  }

  /** One that is in has its last answer. */
  void part() {
    unanswered.decrementAndGet();
    waiting.forEach(LockSupport::unpark);
  }

  /** One that has not parted is gone. */
  void leave() {
    part();
    leaveParted();
  }

  /** One that has parted is gone. */
  void leaveParted() {
    inside.decrementAndGet();
    waiting.forEach(LockSupport::unpark);
  }

  /** Whether one more request may run; it has to {@link #end} then. */
  boolean tryStart() {
    if (running.incrementAndGet() <= mostRunning) {
      return true;
    }
    running.decrementAndGet();
    return false;
  }

  /** A request has ended. */
  void end() {
    running.decrementAndGet();
  }

  public int inside() {
    return inside.get();
  }

  /** Whether the server is on its way out. */
  public boolean isDraining() {
    return draining;
  }

  /** Whether others have the listening sockets, now that the server drains. */
  public boolean isFollowed() {
    return followed;
  }

  public void drain(boolean byOthers) {
    followed = byOthers;
    draining = true;
  }

  /** Waits until all who are in are parting, but not past a time of {@link System#nanoTime()}. */
  public boolean awaitAnswered(long deadline) throws InterruptedException {
    return await(() -> unanswered.get() == 0, deadline);
  }

  /** Waits until nobody is in, but not past the given time of {@link System#nanoTime()}. */
  public boolean awaitEmpty(long deadline) throws InterruptedException {
    return await(() -> inside.get() == 0, deadline);
  }

  private boolean await(BooleanSupplier done, long deadline) throws InterruptedException {
    Thread me = Thread.currentThread();
    waiting.add(me);
    try {
      while (!done.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    } finally {
      waiting.remove(me);
    }
  }
}
