package dev.outrigger.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The usual ways to wait for several pieces of work at once. All that they start lies in the
 * caller's scope, and none returns before it has ended, but for those that give {@link Results}:
 * there it has ended when these are closed.
 *
 * <p>Each runs its work on the loop of the calling task; the overloads that take a {@link Loop} run
 * it there, and may be called from a plain thread. All throw {@link CancelledException} when the
 * scope is cancelled, {@link InterruptedException} when something else interrupts the caller, and
 * {@link IllegalStateException} without a loop.
 */
public final class Tasks {
  private Tasks() {}

  /**
   * Runs all at once and gives their results in the order of the bodies. The first failure cancels
   * the rest and is thrown as itself, with what others threw besides as suppressed.
   */
  public static <T extends @Nullable Object> List<T> all(List<? extends Callable<T>> bodies)
      throws Exception {
    return all(here(), bodies);
  }

  /** The same on this loop. */
  public static <T extends @Nullable Object> List<T> all(
      Loop loop, List<? extends Callable<T>> bodies) throws Exception {
    List<Task<T>> tasks =
        TaskGroup.run(group -> {
          List<Task<T>> started = new ArrayList<>();
          for (Callable<T> body : bodies) {
            started.add(group.spawnOn(loop, "all-" + started.size(), body));
          }
          return started;
        });
    return results(tasks);
  }

  /**
   * Runs all at once and tells how each ended, in the order of the bodies. A failure cancels
   * nothing.
   */
  public static <T extends @Nullable Object> List<Outcome<T>> allSettled(
      List<? extends Callable<T>> bodies) throws Exception {
    return allSettled(here(), bodies);
  }

  /** The same on this loop. */
  public static <T extends @Nullable Object> List<Outcome<T>> allSettled(
      Loop loop, List<? extends Callable<T>> bodies) throws Exception {
    List<Callable<Outcome<T>>> settled = new ArrayList<>();
    bodies.forEach(body -> settled.add(() -> Outcome.of(body)));
    return all(loop, settled);
  }

  /**
   * Runs all at once; the first that ends wins, whether it returns or throws. The others are
   * cancelled and waited for. What one of them returns all the same is closed if it is {@link
   * AutoCloseable}; what it throws all the same is suppressed in what the winner threw, or dropped.
   *
   * @throws IllegalArgumentException if there are no bodies
   * @throws Exception what the winner threw, as itself
   */
  public static <T extends @Nullable Object> T race(List<? extends Callable<T>> bodies)
      throws Exception {
    return race(here(), bodies);
  }

  /** The same on this loop. */
  public static <T extends @Nullable Object> T race(Loop loop, List<? extends Callable<T>> bodies)
      throws Exception {
    return new Race<T>(loop, false).run(Duration.ZERO, bodies);
  }

  /**
   * Tries one after the other until one returns: the next starts when the stagger is over, or at
   * once when one has failed, while those before go on trying. When one has returned the others are
   * cancelled and waited for; what one of them returns all the same is closed if it is {@link
   * AutoCloseable}, so that no connection is left open.
   *
   * @param stagger how long one has the field to itself; zero: all start at once
   * @throws IllegalArgumentException if there are no bodies, or the stagger is negative
   * @throws Exception if all failed: what the first that failed threw, as itself, with what the
   *     others threw as suppressed
   */
  public static <T extends @Nullable Object> T firstSuccess(
      Duration stagger, List<? extends Callable<T>> bodies) throws Exception {
    return firstSuccess(here(), stagger, bodies);
  }

  /** The same on this loop. */
  public static <T extends @Nullable Object> T firstSuccess(
      Loop loop, Duration stagger, List<? extends Callable<T>> bodies) throws Exception {
    return new Race<T>(loop, true).run(stagger, bodies);
  }

  /**
   * Which of several ended, and how.
   *
   * @param index its place among the bodies, from zero
   */
  public record Ended<T extends @Nullable Object>(int index, Outcome<T> outcome) {}

  /**
   * Runs all at once and gives their outcomes in the order in which they end. A failure cancels
   * nothing; closing the answer cancels those that still run, and waits for them.
   */
  public static <T extends @Nullable Object> Results<Ended<T>> asCompleted(
      List<? extends Callable<T>> bodies) {
    return asCompleted(here(), bodies);
  }

  /** The same on this loop. */
  public static <T extends @Nullable Object> Results<Ended<T>> asCompleted(
      Loop loop, List<? extends Callable<T>> bodies) {
    List<Callable<Ended<T>>> numbered = new ArrayList<>();
    for (Callable<T> body : bodies) {
      int index = numbered.size();
      numbered.add(() -> new Ended<>(index, Outcome.of(body)));
    }
    return Tasks.<Callable<Ended<T>>, Ended<T>>mapping(Callable::call)
        .concurrency(Math.max(1, numbered.size()))
        .unordered()
        .on(loop)
        .over(numbered.iterator());
  }

  /**
   * Applies the function to each item, to so many at once, and gives the results in the order of
   * the source. See {@link ParallelMap}, which {@link #mapping} gives more choice of.
   */
  public static <A, T> Results<T> map(
      int concurrency, Iterable<? extends A> source, ParallelMap.Function<A, T> function) {
    return map(concurrency, source.iterator(), function);
  }

  /** The same for an iterator, which may be without end. */
  public static <A, T> Results<T> map(
      int concurrency, Iterator<? extends A> source, ParallelMap.Function<A, T> function) {
    return mapping(function).concurrency(concurrency).over(source);
  }

  /** The same for a stream, which may be without end; it is closed at the end. */
  public static <A, T> Results<T> map(
      int concurrency, Stream<? extends A> source, ParallelMap.Function<A, T> function) {
    return mapping(function).concurrency(concurrency).over(source);
  }

  /** A parallel map whose options are still to be chosen. */
  public static <A, T> ParallelMap<A, T> mapping(ParallelMap.Function<A, T> function) {
    return ParallelMap.of(function);
  }

  static Loop here() {
    return Loop.current()
        .orElseThrow(() ->
            new IllegalStateException(
                "there is no loop here to run tasks on: call it from a task, or name a loop"));
  }

  private static <T extends @Nullable Object> List<T> results(List<Task<T>> ended)
      throws InterruptedException, ExecutionException {
    List<T> results = new ArrayList<>();
    for (Task<T> each : ended) {
      results.add(each.join());
    }
    return results;
  }
}
