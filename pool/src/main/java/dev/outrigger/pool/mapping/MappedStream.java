package dev.outrigger.pool.mapping;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.codec.Trust;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.stream.Gatherer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes streams of {@link MappedItems} that leave nothing in flight, however they end. */
public final class MappedStream {
  private MappedStream() {}

  /** Nothing is read or sent before the stream is. */
  public static <A extends @Nullable Object, T extends @Nullable Object> Stream<T> of(
      RemoteExecutor executor,
      TaskOptions options,
      ChunkFunction<A, ?> function,
      Spliterator<A> items,
      OptionalInt chunk,
      boolean ordered,
      Progress progress,
      Function<PoolTask<?>, Optional<Trust>> trust) {
    MappedItems<A, T> mapped =
        new MappedItems<>(
            executor,
            options,
            function,
            new ItemSource<>(items),
            new ChunkSize(chunk),
            ordered,
            progress,
            trust);
    return StreamSupport.stream(mapped, false)
        .gather(closing(mapped::close))
        .onClose(mapped::close);
  }

  /**
   * Passes everything on, and notices what a spliterator can't: that whoever comes after has had
   * enough, as in {@code findFirst}, or has thrown.
   */
  private static <T extends @Nullable Object> Gatherer<T, ?, T> closing(Runnable close) {
    return Gatherer.ofSequential(
        (_, item, downstream) -> {
          boolean more = false;
          try {
            more = downstream.push(item);
            return more;
          } finally {
            if (!more) {
              close.run();
            }
          }
        },
        (_, _) -> close.run());
  }
}
