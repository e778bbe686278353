package dev.outrigger.pool;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.mapping.ChunkFunction;
import dev.outrigger.pool.mapping.MappedStream;
import dev.outrigger.pool.mapping.Progress;
import dev.outrigger.pool.schedule.Terms;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function that is to be run for many items, and how. {@link #over} gives a stream of the
 * results.
 *
 * <pre>{@code
 * try (Stream<Thumbnail> done = pool.mapping(Thumbnail::of).unordered().over(files)) {
 *   done.forEach(Thumbnail::save);
 * }
 * }</pre>
 *
 * <p>The stream is lazy: nothing is sent before it is read, and then only a few chunks for each
 * worker are in flight, so its source may be endless. Each chunk is one task, under the options of
 * the executor; a deadline is that of a chunk, and counts from the moment when a worker has it,
 * since it is the stream that decides when a chunk is sent. Where the pool's queue is full of other
 * work, the stream waits.
 *
 * <p>The first item that fails ends the stream with its {@link TaskFailedException}, which names
 * the index of the item; in order, all results before it come first. If a worker is lost, the
 * exception names the items of its chunk, and its delivery state says whether they had begun. With
 * {@link #outcomes} nothing of this ends the stream.
 *
 * <p>Whatever ends the stream cancels what is still in flight: its end, an exception, {@code
 * findFirst}, {@code limit} and their like, or {@code close}. Only an {@code iterator()} or {@code
 * spliterator()} that is left half-way needs the {@code close}. An interrupt of the reading thread
 * ends it with {@link java.util.concurrent.CancellationException} and stays set.
 *
 * <p>Threading: immutable. The source is read by the thread that reads the results, also where the
 * stream is made {@code parallel()}, which is of use only for what comes after. So while a live
 * source (a queue, a socket) makes that thread wait for its next item, results that come meanwhile
 * wait too; those that are there already are handed out before it is asked for more. Where that is
 * not enough, {@code submit} each item as it comes.
 */
public final class Mapping<A extends @Nullable Object, T extends @Nullable Object> {
  private final RemoteExecutor executor;
  private final RemoteFunction<A, ?> function;
  private final boolean goesOn;
  private final OptionalInt chunk;
  private final boolean ordered;
  private final Optional<String> progress;

  Mapping(RemoteExecutor executor, RemoteFunction<A, T> function) {
    this(
        executor,
        Check.given(function, "function"),
        false,
        OptionalInt.empty(),
        true,
        Optional.empty());
  }

  private Mapping(
      RemoteExecutor executor,
      RemoteFunction<A, ?> function,
      boolean goesOn,
      OptionalInt chunk,
      boolean ordered,
      Optional<String> progress) {
    this.executor = executor;
    this.function = function;
    this.goesOn = goesOn;
    this.chunk = chunk;
    this.ordered = ordered;
    this.progress = progress;
  }

  /**
   * The same with so many items in each chunk. Default: sized by the time that items take, so that
   * a chunk is some milliseconds of work; it begins with one item, and is at most 131,072 items or
   * about 4 MiB.
   */
  public Mapping<A, T> chunk(int items) {
    int told = Check.that(items >= 1, items, "chunk", "must be at least 1");
    return new Mapping<>(executor, function, goesOn, OptionalInt.of(told), ordered, progress);
  }

  /**
   * The same with results as they come, so that a slow item does not hold up those behind it.
   * Default: in the order of the items.
   */
  public Mapping<A, T> unordered() {
    return new Mapping<>(executor, function, goesOn, chunk, false, progress);
  }

  /**
   * The same, and shows under this title how far it has come: by a bar where standard error is a
   * terminal and {@code me.tongfei:progressbar} is there; else by a line for the log every 10
   * seconds and one at the end. The share is shown where the number of items is known, as of a
   * collection. Default: nothing is shown.
   */
  public Mapping<A, T> progress(String title) {
    return new Mapping<>(executor, function, goesOn, chunk, ordered, Check.some(title, "progress"));
  }

  /**
   * The same, but it goes on where an item fails, and gives what became of each. What the function
   * throws for an item fails that item only. Where there is no answer to a chunk, since its worker
   * was lost, its time was up or a result can't be sent, all items of the chunk fail with the same
   * exception; {@code chunk(1)} makes that one item. Default: the first failure ends the stream.
   *
   * <pre>{@code
   * try (Stream<Outcome<Thumbnail>> all = pool.mapping(Thumbnail::of).outcomes().over(files)) {
   *   all.forEach(outcome -> {
   *     switch (outcome) {
   *       case Outcome.Value(long index, Thumbnail thumbnail) -> thumbnail.save();
   *       case Outcome.Failed(long index, TaskFailedException e) -> log(files.get((int) index), e);
   *     }
   *   });
   * }
   * }</pre>
   *
   * <p>An item that can't be sent, the end of the pool and an exception of the source still end the
   * stream.
   *
   * @throws IllegalStateException if it gives outcomes already
   */
  public Mapping<A, Outcome<T>> outcomes() {
    if (goesOn) {
      throw new IllegalStateException("outcomes() was asked for already");
    }
    return new Mapping<>(executor, function, true, chunk, ordered, progress);
  }

  /**
   * The results for all items; to be closed if it is not read to its end. Closing it closes the
   * items.
   *
   * @throws IllegalArgumentException if the function can't be sent
   */
  public Stream<T> over(Stream<A> items) {
    return over(items.sequential().spliterator()).onClose(items::close);
  }

  /** As {@link #over(Stream)}. */
  public Stream<T> over(Iterable<A> items) {
    return over(items.spliterator());
  }

  /** As {@link #over(Stream)}. */
  public Stream<T> over(Iterator<A> items) {
    return over(Spliterators.spliteratorUnknownSize(items, 0));
  }

  private Stream<T> over(Spliterator<A> items) {
    TaskOptions options = perChunk(executor.options());
    String name = options.name().orElseGet(() -> nameOf(function));
    Progress shown =
        progress
            .map(title -> Progress.shown(title, items.getExactSizeIfKnown()))
            .orElse(Progress.NONE);
    return MappedStream.of(
        executor,
        options.named(name),
        new ChunkFunction<>(function, goesOn),
        items,
        chunk,
        ordered,
        shown,
        task -> task.handle().trust());
  }

  /**
   * A chunk waits behind those sent before it: that must not count. No deadline at all would mean
   * the pool's own.
   */
  private static TaskOptions perChunk(TaskOptions options) {
    return options
        .deadline()
        .map(limit ->
            options
                .within(Terms.FOREVER)
                .runningAtMost(
                    options.runLimit().filter(own -> own.compareTo(limit) < 0).orElse(limit)))
        .orElse(options);
  }

  private static String nameOf(Object function) {
    try {
      return TaskMessage.name(function);
    } catch (UnsendableException e) {
      throw new IllegalArgumentException("the function can't be sent: " + e.getMessage(), e);
    }
  }
}
