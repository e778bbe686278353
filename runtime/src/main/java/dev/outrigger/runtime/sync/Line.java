package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Those who wait for one thing, first come, first served. By number, so that whoever gives up finds
 * its place at once, however many wait.
 *
 * <p>Threading: from any thread; nobody waits for anybody but in {@link #await}.
 */
final class Line {
  private final AtomicLong last = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Waiter> waiting = new ConcurrentSkipListMap<>();

  /** A place for the calling thread, which looks once more before it goes to {@link #await}. */
  Waiter join() {
    Waiter waiter = new Waiter(last.incrementAndGet());
    waiting.put(waiter.number(), waiter);
    return waiter;
  }

  /** Gives a place up that is not needed after all; a wake-up that it had goes to the next. */
  void leave(Waiter waiter) {
    waiting.remove(waiter.number());
    if (!waiter.wake()) {
      boolean _ = wakeFirst();
    }
  }

  /**
   * Waits for the wake-up. If that and an interrupt come together the wake-up counts, and the
   * interrupt is left for the next wait.
   *
   * @param forWhat what thread dumps name
   */
  void await(Waiter waiter, Object forWhat) throws InterruptedException {
    try {
      waiter.await(forWhat);
    } catch (InterruptedException e) {
      waiting.remove(waiter.number());
      Scope.checkpoint();
      throw e;
    }
  }

  /** Whether there was anybody to wake. */
  boolean wakeFirst() {
    for (Map.Entry<Long, Waiter> first = waiting.pollFirstEntry();
        first != null;
        first = waiting.pollFirstEntry()) {
      if (first.getValue().wake()) {
        return true;
      }
    }
    return false;
  }

  void wakeAll() {
    while (wakeFirst()) {
      // The next one.
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }
}
