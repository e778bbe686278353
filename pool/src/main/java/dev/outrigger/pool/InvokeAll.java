package dev.outrigger.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Runs all, waits for all, and leaves none running. */
final class InvokeAll {
  private InvokeAll() {}

  static <T> List<Future<T>> run(ExecutorView view, List<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException {
    long start = System.nanoTime();
    List<PoolTask<T>> sent = new ArrayList<>(tasks.size());
    String why = "not all tasks could be run";
    try {
      for (Callable<T> task : tasks) {
        if (nanos - (System.nanoTime() - start) <= 0) {
          break;
        }
        sent.add(view.submit(task));
      }
      for (PoolTask<T> task : sent) {
        if (!task.awaitEnd(nanos - (System.nanoTime() - start))) {
          break;
        }
      }
      why = "the time for all tasks was up";
    } finally {
      for (PoolTask<T> task : sent) {
        if (!task.isDone()) {
          task.cancel(why);
        }
      }
    }
    // Only who was just cancelled is waited for: at most its grace, so that all are truly done.
    for (PoolTask<T> task : sent) {
      task.awaitEnd(Long.MAX_VALUE);
    }
    List<Future<T>> all = new ArrayList<>(sent);
    while (all.size() < tasks.size()) {
      all.add(neverSent());
    }
    return all;
  }

  private static <T> Future<T> neverSent() {
    CompletableFuture<T> future = new CompletableFuture<>();
    future.cancel(false);
    return future;
  }
}
