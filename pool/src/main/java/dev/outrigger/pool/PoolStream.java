package dev.outrigger.pool;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a running task yields, in their order. The task waits for a slow reader and the
 * reader for a slow task; at most 256 parts, or 1 MiB and one part, are under way.
 *
 * <p>Where the task fails or is cancelled, the parts before are delivered and then the iteration
 * throws {@link TaskFailedException} or {@link java.util.concurrent.CancellationException}. An
 * interrupt of the waiting reader cancels the task, waits until it has stopped, and ends the
 * iteration with {@code CancellationException}; the interrupt stays set.
 *
 * <p>Close it: a stream that is left alone before its end keeps its worker until the deadline.
 *
 * <p>Threading: one reader at a time; close from any thread.
 */
public interface PoolStream<T extends @Nullable Object> extends Iterable<T>, AutoCloseable {
  /** What was not read yet; always the same iterator. Parts are decoded in the reader's thread. */
  @Override
  Iterator<T> iterator();

  /** What was not read yet; closing it closes this. */
  default Stream<T> stream() {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED), false)
        .onClose(this::close);
  }

  /** The task behind it, as for its progress. */
  PoolTask<?> task();

  /** Cancels the task if it still runs, and waits until it has stopped. */
  @Override
  void close();
}
