package dev.outrigger.runtime;

import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function that is applied to the items of a source, to several at once, each in a task of its
 * own.
 *
 * <p>The source is asked for an item only when there is room for its result: never are more taken
 * from it than {@code concurrency + buffer} beyond what the consumer has taken, so it may be
 * without end. It is asked by one task on the loop, so it must not block that (see {@link
 * Blocking}).
 *
 * @param function what is applied
 * @param concurrency how many items at once; default 16
 * @param buffer how many results may wait for the consumer besides; default: 16
 * @param ordered whether results come in the order of the source, which is the default
 * @param loop where the tasks run; default: on the loop of the caller
 */
public record ParallelMap<A, T>(
    Function<A, T> function, int concurrency, int buffer, boolean ordered, Optional<Loop> loop) {
  private static final int DEFAULT = 16;

  /** What makes one item into another; it may wait. */
  @FunctionalInterface
  public interface Function<A, T> {
    /** The result for this item, which is not null. */
    T apply(A item) throws Exception;
  }

  /** Checks the numbers. */
  public ParallelMap {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, but was " + concurrency);
    }
    if (buffer < 0) {
      throw new IllegalArgumentException("a buffer cannot be negative, but was " + buffer);
    }
  }

  static <A, T> ParallelMap<A, T> of(Function<A, T> function) {
    return new ParallelMap<>(function, DEFAULT, DEFAULT, true, Optional.empty());
  }

  /** The same with so many items at once. */
  public ParallelMap<A, T> concurrency(int items) {
    return new ParallelMap<>(function, items, buffer, ordered, loop);
  }

  /** The same with so many results that may wait for the consumer. */
  public ParallelMap<A, T> buffer(int results) {
    return new ParallelMap<>(function, concurrency, results, ordered, loop);
  }

  /** The same with results in the order in which they are ready: no slow item holds up others. */
  public ParallelMap<A, T> unordered() {
    return new ParallelMap<>(function, concurrency, buffer, false, loop);
  }

  /** The same with its tasks on this loop. */
  public ParallelMap<A, T> on(Loop chosen) {
    return new ParallelMap<>(function, concurrency, buffer, ordered, Optional.of(chosen));
  }

  /**
   * Begins. The answer is to be closed.
   *
   * @throws IllegalStateException if no loop is named and the caller runs on none
   */
  public Results<T> over(Iterator<? extends A> source) {
    return Results.begin(this, source, () -> {});
  }

  /** Begins with a stream, which is closed at the end. */
  public Results<T> over(Stream<? extends A> source) {
    return Results.begin(this, source.iterator(), source::close);
  }
}
