package dev.outrigger.pool.mapping;

import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The results of a function for many items, read as they are asked for. A window of chunks is in
 * flight, a few for each worker; a new one is read from the source only when one has left. So an
 * endless source is read no further than the window, and neither the queue of the pool nor the
 * memory here grows with it.
 *
 * <p>Threading: read by one thread; {@link #close} by any.
 */
final class MappedItems<A extends @Nullable Object, T extends @Nullable Object>
    implements Spliterator<T> {
  private static final int CHUNKS_PER_WORKER = 3;
  private static final long FIRST_PAUSE = 500_000;
  private static final long LONGEST_PAUSE = 20_000_000;

  private final RemoteExecutor executor;
  private final TaskOptions options;
  private final ChunkFunction<A, ?> function;
  private final ItemSource<A> source;
  private final ChunkSize size;
  private final boolean ordered;
  private final Progress progress;
  private final Function<PoolTask<?>, Optional<Trust>> trust;
  private final int window;

  /** In the order of their items; those sent are a part of {@code live} too. */
  private final List<Chunk> flights = new ArrayList<>();

  private final Arrivals<Chunk> arrivals = new Arrivals<>();
  private final Set<PoolTask<?>> live = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Object results = new Object[0];
  private int next;
  private int count;
  private @Nullable RuntimeException failure;

  MappedItems(
      RemoteExecutor executor,
      TaskOptions options,
      ChunkFunction<A, ?> function,
      ItemSource<A> source,
      ChunkSize size,
      boolean ordered,
      Progress progress,
      Function<PoolTask<?>, Optional<Trust>> trust) {
    this.executor = executor;
    this.options = options;
    this.function = function;
    this.source = source;
    this.size = size;
    this.ordered = ordered;
    this.progress = progress;
    this.trust = trust;
    this.window = CHUNKS_PER_WORKER * executor.parallelism();
  }

  @Override
  @SuppressWarnings("unchecked")
  public boolean tryAdvance(Consumer<? super T> action) {
    while (next == count) {
      if (!nextResults()) {
        return false;
      }
    }
    action.accept((T) Packing.at(results, next++));
    return true;
  }

  private boolean nextResults() {
    boolean good = false;
    try {
      if (failure != null) {
        throw failure;
      }
      fill();
      good = !flights.isEmpty() && !closed;
      if (good) {
        open(take());
      }
      return good;
    } catch (InterruptedException e) {
      good = false;
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread that read the results was interrupted");
    } catch (RuntimeException | Error e) {
      good = false;
      throw e;
    } finally {
      if (!good) {
        close();
      }
    }
  }

  /**
   * Sends what may be in flight; a source that may block is not asked while results are waiting.
   */
  private void fill() throws InterruptedException {
    long pause = FIRST_PAUSE;
    while (!closed) {
      if (!sendAll()) {
        if (canWaitForOneOfOurs()) {
          return;
        }
        pause(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      } else if (source.exhausted()
          || flights.size() >= window
          || (source.mayBlock() && !flights.isEmpty() && ready())) {
        return;
      } else {
        Chunk chunk = source.next(size);
        if (chunk.count() > 0) {
          flights.add(chunk);
        }
      }
    }
  }

  private static void pause(long nanos) throws InterruptedException {
    LockSupport.parkNanos(nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private boolean canWaitForOneOfOurs() {
    return ordered ? flights.getFirst().isSent() : flights.stream().anyMatch(Chunk::isSent);
  }

  private boolean ready() {
    return ordered ? flights.getFirst().task().isDone() : arrivals.hasNext();
  }

  /** Whether the queue of the pool took all. */
  private boolean sendAll() {
    for (int i = 0; i < flights.size(); i++) {
      Chunk chunk = flights.get(i);
      if (chunk.isSent()) {
        continue;
      }
      try {
        send(chunk);
      } catch (PoolFullException e) {
        return false;
      } catch (IllegalArgumentException e) {
        if (chunk.count() == 1 || !(e.getCause() instanceof TooLargeException)) {
          throw new IllegalArgumentException(chunk + ": " + e.getMessage(), e);
        }
        int half = chunk.count() / 2;
        size.tooLarge(chunk.count());
        flights.set(i, chunk.before(half));
        flights.add(i + 1, chunk.from(half));
        i--;
      }
    }
    return true;
  }

  private void send(Chunk chunk) {
    long start = System.nanoTime();
    PoolTask<ChunkAnswer> task = executor.submit(options, RemoteWork.of(function, chunk.packed()));
    chunk.sent(task, System.nanoTime() - start);
    live.add(task);
    if (closed) {
      task.cancel("its stream was closed");
    }
    if (!ordered) {
      task.whenDone(() -> arrivals.add(chunk));
    }
  }

  private Chunk take() throws InterruptedException {
    if (ordered) {
      return flights.removeFirst();
    }
    Chunk chunk = arrivals.take();
    flights.remove(chunk);
    return chunk;
  }

  private void open(Chunk chunk) throws InterruptedException {
    PoolTask<ChunkAnswer> task = chunk.task();
    try {
      read(chunk);
      progress.advance(count);
    } finally {
      // If not, this thread was interrupted, and the task is still to be cancelled.
      if (task.isDone()) {
        live.remove(task);
      }
    }
  }

  private void read(Chunk chunk) throws InterruptedException {
    ChunkAnswer answer;
    try {
      answer = ItemFailures.answer(chunk, function.goesOn());
    } catch (TaskFailedException e) {
      if (!function.goesOn()) {
        throw e;
      }
      hand(Outcomes.lost(chunk, e));
      return;
    }
    IntFunction<TaskFailedException> failures =
        n -> ItemFailures.of(chunk, answer, n, trust.apply(chunk.task()), function.function());
    hand(function.goesOn() ? Outcomes.of(chunk, answer, failures) : answer.results());
    size.took(count, answer.nanos() + chunk.sendNanos());
    if (!function.goesOn() && answer.failures().length > 0) {
      failure = failures.apply(0);
    } else if (count < chunk.count()) {
      flights.addFirst(chunk.from(count));
    }
  }

  private void hand(Object opened) {
    results = opened;
    next = 0;
    count = Packing.count(opened);
  }

  /** Cancels what is in flight; the next read ends. */
  void close() {
    closed = true;
    for (PoolTask<?> task : live) {
      task.cancel("its stream was closed");
    }
    progress.close();
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ordered ? ORDERED : 0;
  }
}
