package dev.outrigger.pool;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The input of a task that takes it part by part; see {@link ProcessPool#pipe}. It can be run
 * through once. A wait for the next part ends with {@link
 * java.util.concurrent.CancellationException} when the task is cancelled.
 *
 * <p>Threading: one thread at a time.
 */
public interface Source<A extends @Nullable Object> extends Iterable<A> {
  /** What is left of the input; always the same iterator. */
  @Override
  Iterator<A> iterator();

  /** What is left of the input. */
  default Stream<A> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED), false);
  }
}
