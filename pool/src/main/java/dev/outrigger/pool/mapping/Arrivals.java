package dev.outrigger.pool.mapping;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A queue whose {@link #add} never waits for a lock, so that it may be called from the threads of
 * the pool and of event loops; a {@link java.util.concurrent.BlockingQueue} promises no such thing.
 */
public final class Arrivals<E> {
  private final Queue<E> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore count = new Semaphore(0);

  /** Never waits. */
  public void add(E element) {
    queue.add(element);
    count.release();
  }

  /** Waits for the next one. */
  public E take() throws InterruptedException {
    count.acquire();
    return queue.remove();
  }

  /** Waits for the next one, but not longer than so many nanoseconds. */
  public Optional<E> poll(long nanos) throws InterruptedException {
    return count.tryAcquire(nanos, TimeUnit.NANOSECONDS)
        ? Optional.of(queue.remove())
        : Optional.empty();
  }

  /** Whether {@link #take} would not wait. */
  boolean hasNext() {
    return count.availablePermits() > 0;
  }
}
