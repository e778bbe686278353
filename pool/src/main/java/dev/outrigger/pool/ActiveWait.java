package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Job;
import java.util.concurrent.CompletableFuture;

/**
 * The caller of a quick task reads the worker's answer itself, on its own core, for some
 * microseconds: two threads need not be woken then. Only for a kind of task that is known to be
 * quick, and never on a virtual thread, whose carrier others want.
 *
 * <p>It lasts longer than a sleeping worker takes to wake up. If it did not, both sides could stay
 * in a rhythm in which each falls asleep just before the other has spoken, and a round trip that
 * takes eight microseconds would take ninety.
 */
final class ActiveWait {
  private static final long NANOS = 150_000;

  /** By then a worker on a core of its own has answered; else it may be that it wants this one. */
  private static final long ALONE_NANOS = 10_000;

  private static final boolean CORES_TO_SPARE = Runtime.getRuntime().availableProcessors() > 1;

  private ActiveWait() {}

  @SuppressWarnings("ThreadPriorityCheck") // only faster by it, never right by it
  static void forEndOf(Job job, CompletableFuture<?> ended) {
    if (!CORES_TO_SPARE || !job.isQuick() || Thread.currentThread().isVirtual()) {
      return;
    }
    long start = System.nanoTime();
    for (long now = start; !ended.isDone() && now - start < NANOS; now = System.nanoTime()) {
      job.listen();
      if (now - start < ALONE_NANOS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
