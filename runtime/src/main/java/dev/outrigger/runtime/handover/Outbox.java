package dev.outrigger.runtime.handover;

import dev.outrigger.runtime.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What tasks leave for a loop to take away. Once more than the capacity is on its way, whoever
 * leaves more waits until half of it has gone, so that a slow peer slows the task down that writes
 * to it.
 *
 * <p>Threading: {@link #put} by any number of tasks, the rest by the loop, {@link #close} by
 * anyone. No locks.
 */
public final class Outbox<T> {
  private final int capacity;
  private final Consumer<? super T> discard;
  private final Queue<T> left = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean closed;

  /**
   * An empty one.
   *
   * @param capacity what may be on its way before others have to wait, in bytes or whatever costs
   *     are counted in
   * @param discard what becomes of that which nobody takes away any more
   */
  public Outbox(int capacity, Consumer<? super T> discard) {
    this.capacity = capacity;
    this.discard = discard;
  }

  /**
   * Leaves something, once there is room; a single thing may be larger than the capacity.
   *
   * @return false if nobody takes anything any more: it was discarded then
   * @throws dev.outrigger.runtime.CancelledException if the scope is cancelled; it was discarded
   * @throws InterruptedException if something else interrupted the wait; it was discarded
   */
  public boolean put(T item, int cost) throws InterruptedException {
    boolean left = false;
    try {
      Scope.checkpoint();
      if (pending.get() > 0 && pending.get() + cost > capacity) {
        awaitRoom();
      }
      left = !closed;
    } finally {
      if (!left) {
        discard.accept(item);
      }
    }
    return left && leave(item, cost);
  }

  private boolean leave(T item, int cost) {
    pending.addAndGet(cost);
    left.add(item);
    if (closed) {
      discardAll();
      return false;
    }
    return true;
  }

  private void awaitRoom() throws InterruptedException {
    Thread me = Thread.currentThread();
    waiting.add(me);
    try {
      while (!closed && pending.get() > capacity / 2) {
        if (Thread.interrupted()) {
          Scope.checkpoint();
          throw new InterruptedException("interrupted while it waited for a slow peer");
        }
        LockSupport.park(this);
      }
    } finally {
      waiting.remove(me);
    }
  }

  /** The next to be taken away; null if there is none. */
  public @Nullable T poll() {
    return left.poll();
  }

  /** So much has gone, or is lost. */
  public void gone(int cost) {
    int before = pending.getAndAdd(-cost);
    int low = capacity / 2;
    if (before > low && before - cost <= low) {
      wake();
    }
  }

  /** What is on its way, in the unit of the costs. */
  public int pending() {
    return pending.get();
  }

  /** Nobody takes anything away any more. Those who wait are told. */
  public void close() {
    closed = true;
    discardAll();
    wake();
  }

  private void discardAll() {
    for (T item = left.poll(); item != null; item = left.poll()) {
      discard.accept(item);
    }
  }

  private void wake() {
    waiting.forEach(LockSupport::unpark);
  }
}
