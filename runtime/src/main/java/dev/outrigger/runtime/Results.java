package dev.outrigger.runtime;

import dev.outrigger.runtime.sync.Limiter;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Results that are still being made, for one consumer.
 *
 * <pre>{@code
 * try (Results<Page> pages = Tasks.map(8, addresses, this::fetch)) {
 *   for (Optional<Page> page = pages.next(); page.isPresent(); page = pages.next()) {
 *     show(page.get());
 *   }
 * }
 * }</pre>
 *
 * <p>The work runs in the scope of whoever began it. One that fails cancels the rest.
 *
 * <p>Threading: belongs to one task at a time, or to a plain thread.
 */
public final class Results<T> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");

  private final BlockingQueue<Entry<T>> made = new LinkedBlockingQueue<>();
  private final Limiter window;
  private final Limiter running;
  private final Task<Boolean> feeder;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Entry<T> head;
  private boolean closed;

  /** A result, perhaps still in the making, and its place in the window; none: the end. */
  private record Entry<T>(@Nullable Callable<T> value, Limiter.@Nullable Permit place) {}

  private <A> Results(ParallelMap<A, T> how, Iterator<? extends A> source, Runnable atEnd) {
    long most = (long) how.concurrency() + how.buffer();
    this.window = Limiter.of((int) Math.min(most, Integer.MAX_VALUE));
    this.running = Limiter.of(how.concurrency());
    Loop loop = how.loop().orElseGet(Tasks::here);
    this.feeder =
        new Task<>("map", new Scope(), () -> feed(loop, how, source), _ -> {}, () -> end(atEnd));
    new TaskThread(loop, feeder.name(), null, Context.capture(), feeder::run).start();
  }

  static <A, T> Results<T> begin(
      ParallelMap<A, T> how, Iterator<? extends A> source, Runnable atEnd) {
    return new Results<>(how, source, atEnd);
  }

  private <A> boolean feed(Loop loop, ParallelMap<A, T> how, Iterator<? extends A> source)
      throws Exception {
    return TaskGroup.run(group -> {
      while (true) {
        Limiter.Permit place = window.acquire();
        Limiter.Permit turn = running.acquire();
        if (!source.hasNext()) {
          return true;
        }
        A item = source.next();
        if (how.ordered()) {
          Task<T> task = group.spawnOn(loop, "map-item", () -> apply(how, item, turn));
          made.add(new Entry<>(task::join, place));
        } else {
          var _ =
              group.spawnOn(
                  loop,
                  "map-item",
                  () -> {
                    T value = apply(how, item, turn);
                    return made.add(new Entry<>(() -> value, place));
                  });
        }
      }
    });
  }

  /** Whatever the end was, and even if there was no beginning. */
  private void end(Runnable atEnd) {
    try {
      atEnd.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the source of a parallel map could not be closed", e);
    } finally {
      made.add(new Entry<>(null, null));
      over.countDown();
    }
  }

  private <A> T apply(ParallelMap<A, T> how, A item, Limiter.Permit turn) throws Exception {
    try (turn) {
      return Objects.requireNonNull(how.function().apply(item), "a parallel map gave null");
    }
  }

  /**
   * Waits for the next result; empty when there are no more, or this was closed. A wait that is
   * cancelled takes nothing.
   *
   * @throws CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   * @throws Exception what the first of the others threw, or the source; all have ended then
   */
  public Optional<T> next() throws Exception {
    Scope.checkpoint();
    if (closed) {
      return Optional.empty();
    }
    try {
      return take();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  private Optional<T> take() throws Exception {
    Entry<T> next = head == null ? made.take() : head;
    head = next;
    if (next.value == null || next.place == null) {
      return end();
    }
    try {
      T value = next.value.call();
      next.place.close();
      head = null;
      return Optional.of(value);
    } catch (ExecutionException failed) {
      return end();
    }
  }

  /** All that are still to come. */
  public List<T> toList() throws Exception {
    List<T> all = new ArrayList<>();
    for (Optional<T> each = next(); each.isPresent(); each = next()) {
      all.add(each.get());
    }
    return all;
  }

  private Optional<T> end() throws Exception {
    try {
      boolean _ = feeder.join();
      return Optional.empty();
    } catch (ExecutionException failed) {
      Throwable thrown = failed.getCause();
      return new Outcome.Failure<Optional<T>>(thrown == null ? failed : thrown).orThrow();
    }
  }

  /**
   * Cancels what still runs and waits for its end, and for that of the source, also in a scope that
   * was cancelled. What it throws by then is dropped. Closing twice does nothing.
   */
  @Override
  public void close() {
    closed = true;
    feeder.cancel(new Cancellation(Cancellation.Source.CALLER, "no more results are wanted"));
    boolean interrupted = false;
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
