package dev.outrigger.pool;

import dev.outrigger.pool.mapping.Arrivals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The first result of many. No more tasks are sent than can run at once; one that fails makes room
 * for the next, so many alternatives don't fill the queue of the pool.
 */
final class InvokeAny<T> {
  private final ExecutorView view;
  private final int atOnce;
  private final List<PoolTask<T>> sent = new ArrayList<>();
  private final Arrivals<PoolTask<T>> done = new Arrivals<>();

  InvokeAny(ExecutorView view, int atOnce) {
    this.view = view;
    this.atOnce = atOnce;
  }

  T run(Collection<? extends Callable<T>> tasks, long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    Queue<Callable<T>> waiting = new ArrayDeque<>(tasks);
    if (waiting.isEmpty()) {
      throw new IllegalArgumentException("no tasks");
    }
    long start = System.nanoTime();
    @Nullable ExecutionException failure = null;
    try {
      for (int running = 0; running > 0 || !waiting.isEmpty(); running--) {
        while (running < atOnce && !waiting.isEmpty()) {
          send(waiting.remove());
          running++;
        }
        Optional<PoolTask<T>> next = done.poll(nanos - (System.nanoTime() - start));
        PoolTask<T> task =
            next.orElseThrow(() -> new TimeoutException("no task succeeded in time"));
        switch (task.state()) {
          case SUCCESS -> {
            return task.resultNow();
          }
          case FAILED -> failure = new ExecutionException(task.exceptionNow());
          default ->
              failure = failure == null ? new ExecutionException("cancelled", null) : failure;
        }
      }
    } finally {
      sent.forEach(task -> task.cancel("another task was done, or nobody waits any more"));
    }
    if (failure == null) {
      throw new IllegalStateException("tasks without an end");
    }
    throw failure;
  }

  private void send(Callable<T> callable) {
    PoolTask<T> task = view.submit(callable);
    sent.add(task);
    task.whenDone(() -> done.add(task));
  }
}
