package dev.outrigger.pool;

import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs functions in other processes: a {@link ProcessPool}, a pool seen with options
 * of one's own, or what stands for a pool inside a worker. All are called the same way.
 *
 * <p>Functions are references to methods, or lambdas; they and all they capture must be
 * serializable, and so must arguments and results. {@code call} waits for the result; an interrupt
 * of the waiting thread cancels the task, waits until it has stopped, and is thrown on. {@code
 * submit} does not wait for it. {@code run} and {@code runAsync} are the same two for what has no
 * result, such as {@code static void store(File file)}.
 *
 * <p>Both refuse a task that can't be sent with {@link IllegalArgumentException}, one that finds
 * the queue full with {@link PoolFullException}, and any after the end with {@link
 * java.util.concurrent.RejectedExecutionException}. {@code call} throws {@link TaskFailedException}
 * where the task failed and {@link java.util.concurrent.CancellationException} where it was
 * cancelled.
 *
 * <p>Threading: all methods from any thread, virtual ones and those of event loops included.
 */
public interface RemoteExecutor {
  /** Runs it elsewhere, some time; the one method that all others come to. */
  <T extends @Nullable Object> PoolTask<T> submit(TaskOptions options, RemoteWork<T> work);

  /** What {@code call} and {@code submit} ask for each task. */
  default TaskOptions options() {
    return TaskOptions.defaults();
  }

  /**
   * How many tasks it can run at once at most. It sizes what {@code map} keeps in flight; it is no
   * promise.
   */
  default int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * The same executor with these options for each task, in place of all that it had before: of
   * {@code with(a).with(b)} only {@code b} is left.
   */
  default RemoteExecutor with(TaskOptions options) {
    return new WithOptions(this, options);
  }

  /**
   * The same as the JDK's own kind of executor. A task must be serializable: write {@code
   * (Callable<Integer> & Serializable) () -> 42}, or declare it as a {@link RemoteCallable}; what
   * can't be sent is refused with {@link java.util.concurrent.RejectedExecutionException}. A task
   * sees its objects as they were when it was submitted, and what it changes in them is not seen
   * here.
   *
   * <p>The view has a life of its own: its {@code shutdown} and {@code close} wait for or stop what
   * was submitted through it, and this executor goes on. The futures are {@link PoolTask}s, so a
   * cancelled one is done when its work has truly stopped, and {@code invokeAll} with a time-out
   * may take the grace of a task longer. {@code shutdownNow} cancels all tasks and returns those
   * that never began, as they were given; the failure of a task given to {@code execute} is logged.
   *
   * <p>What wraps tasks in objects of its own that can't be sent, such as {@link
   * java.util.concurrent.ExecutorCompletionService}, can't work over it: use {@link
   * #mapUnordered(RemoteFunction, Iterable)} or {@link PoolTask#whenDone} there.
   */
  default ExecutorService asExecutorService() {
    return new ExecutorView(this);
  }

  /**
   * The same executor behind a cache of results, which belongs to the returned object and has no
   * other life than it.
   *
   * @throws IllegalStateException if Caffeine is not there
   */
  default ResultCache caching(CacheOptions options) {
    return new ResultCache(this, options);
  }

  /** Runs it elsewhere and waits for the result. */
  default <T extends @Nullable Object> T call(RemoteCallable<T> callable)
      throws InterruptedException {
    return submit(callable).joinOrCancel();
  }

  /** Runs it elsewhere and waits for the result. */
  default <A extends @Nullable Object, T extends @Nullable Object> T call(
      RemoteFunction<A, T> function, A argument) throws InterruptedException {
    return submit(function, argument).joinOrCancel();
  }

  /** Runs it elsewhere and waits for the result. */
  default <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      T call(RemoteBiFunction<A, B, T> function, A first, B second) throws InterruptedException {
    return submit(function, first, second).joinOrCancel();
  }

  /** Runs it elsewhere and waits for the result. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          T extends @Nullable Object>
      T call(RemoteTriFunction<A, B, C, T> function, A first, B second, C third)
          throws InterruptedException {
    return submit(function, first, second, third).joinOrCancel();
  }

  /** Runs it elsewhere, some time. */
  default <T extends @Nullable Object> PoolTask<T> submit(RemoteCallable<T> callable) {
    return submit(options(), RemoteWork.of(callable));
  }

  /** Runs it elsewhere, some time. */
  default <A extends @Nullable Object, T extends @Nullable Object> PoolTask<T> submit(
      RemoteFunction<A, T> function, A argument) {
    return submit(options(), RemoteWork.of(function, argument));
  }

  /** Runs it elsewhere, some time. */
  default <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      PoolTask<T> submit(RemoteBiFunction<A, B, T> function, A first, B second) {
    return submit(options(), RemoteWork.of(function, first, second));
  }

  /** Runs it elsewhere, some time. */
  default <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          T extends @Nullable Object>
      PoolTask<T> submit(RemoteTriFunction<A, B, C, T> function, A first, B second, C third) {
    return submit(options(), RemoteWork.of(function, first, second, third));
  }

  /** Runs what has no result elsewhere and waits for its end. */
  default void run(RemoteRunnable action) throws InterruptedException {
    runAsync(action).joinOrCancel();
  }

  /** Runs what has no result elsewhere and waits for its end. */
  default <A extends @Nullable Object> void run(RemoteConsumer<A> action, A argument)
      throws InterruptedException {
    runAsync(action, argument).joinOrCancel();
  }

  /** Runs what has no result elsewhere and waits for its end. */
  default <A extends @Nullable Object, B extends @Nullable Object> void run(
      RemoteBiConsumer<A, B> action, A first, B second) throws InterruptedException {
    runAsync(action, first, second).joinOrCancel();
  }

  /** Runs what has no result elsewhere and waits for its end. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      void run(RemoteTriConsumer<A, B, C> action, A first, B second, C third)
          throws InterruptedException {
    runAsync(action, first, second, third).joinOrCancel();
  }

  /** Runs what has no result elsewhere, some time. */
  default PoolTask<@Nullable Void> runAsync(RemoteRunnable action) {
    return submit(options(), RemoteWork.action(action));
  }

  /** Runs what has no result elsewhere, some time. */
  default <A extends @Nullable Object> PoolTask<@Nullable Void> runAsync(
      RemoteConsumer<A> action, A argument) {
    return submit(options(), RemoteWork.action(action, argument));
  }

  /** Runs what has no result elsewhere, some time. */
  default <A extends @Nullable Object, B extends @Nullable Object>
      PoolTask<@Nullable Void> runAsync(RemoteBiConsumer<A, B> action, A first, B second) {
    return submit(options(), RemoteWork.action(action, first, second));
  }

  /** Runs what has no result elsewhere, some time. */
  default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      PoolTask<@Nullable Void> runAsync(
          RemoteTriConsumer<A, B, C> action, A first, B second, C third) {
    return submit(options(), RemoteWork.action(action, first, second, third));
  }

  /** A function to be run for many items; {@link Mapping} says how. */
  default <A extends @Nullable Object, T extends @Nullable Object> Mapping<A, T> mapping(
      RemoteFunction<A, T> function) {
    return new Mapping<>(this, function);
  }

  /**
   * The results for all items, in the order of the items; lazily and in chunks, see {@link
   * Mapping}.
   */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
      RemoteFunction<A, T> function, Stream<A> items) {
    return mapping(function).over(items);
  }

  /**
   * The results for all items, in the order of the items; lazily and in chunks, see {@link
   * Mapping}.
   */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
      RemoteFunction<A, T> function, Iterable<A> items) {
    return mapping(function).over(items);
  }

  /**
   * The results for all items, in the order of the items; lazily and in chunks, see {@link
   * Mapping}.
   */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
      RemoteFunction<A, T> function, Iterator<A> items) {
    return mapping(function).over(items);
  }

  /** The results for all items, as they come; lazily and in chunks, see {@link Mapping}. */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapUnordered(
      RemoteFunction<A, T> function, Stream<A> items) {
    return mapping(function).unordered().over(items);
  }

  /** The results for all items, as they come; lazily and in chunks, see {@link Mapping}. */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapUnordered(
      RemoteFunction<A, T> function, Iterable<A> items) {
    return mapping(function).unordered().over(items);
  }

  /** The results for all items, as they come; lazily and in chunks, see {@link Mapping}. */
  default <A extends @Nullable Object, T extends @Nullable Object> Stream<T> mapUnordered(
      RemoteFunction<A, T> function, Iterator<A> items) {
    return mapping(function).unordered().over(items);
  }
}
