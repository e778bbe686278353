package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Job;
import java.util.concurrent.CompletableFuture;

/**
 * The caller of a quick task reads the worker's answer itself, on its own core, for a few
 * microseconds: two threads need not be woken then. Only for a kind of task that is known to be
 * quick, and never on a virtual thread, whose carrier others want.
 */
final class ActiveWait {
  private static final long NANOS = 60_000;
  private static final boolean CORES_TO_SPARE = Runtime.getRuntime().availableProcessors() > 1;

  private ActiveWait() {}

  static void forEndOf(Job job, CompletableFuture<?> ended) {
    if (!CORES_TO_SPARE || !job.isQuick() || Thread.currentThread().isVirtual()) {
      return;
    }
    long end = System.nanoTime() + NANOS;
    while (!ended.isDone() && System.nanoTime() < end) {
      job.listen();
      Thread.onSpinWait();
    }
  }
}
