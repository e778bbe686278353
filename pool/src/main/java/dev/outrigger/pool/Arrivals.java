package dev.outrigger.pool;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A queue whose {@link #add} never waits for a lock, so that it may be called from the threads of
 * the pool and of event loops; a {@link java.util.concurrent.BlockingQueue} promises no such thing.
 */
final class Arrivals<E> {
  private final Queue<E> queue = new ConcurrentLinkedQueue<>();
  private final Semaphore count = new Semaphore(0);

  void add(E element) {
    queue.add(element);
    count.release();
  }

  E take() throws InterruptedException {
    count.acquire();
    return queue.remove();
  }

  Optional<E> poll(long nanos) throws InterruptedException {
    return count.tryAcquire(nanos, TimeUnit.NANOSECONDS)
        ? Optional.of(queue.remove())
        : Optional.empty();
  }

  /** What has come by now, without waiting. */
  Queue<E> drain() {
    Queue<E> taken = new ArrayDeque<>();
    for (int n = count.drainPermits(); n > 0; n--) {
      taken.add(queue.remove());
    }
    return taken;
  }
}
