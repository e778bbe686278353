package dev.outrigger.pool;

import java.time.Duration;

/**
 * An object that lives in a worker process of its own, see {@link ProcessPool#actor}.
 *
 * <p>Threading: all methods from any thread, virtual ones and those of event loops included.
 */
public interface Actor<I> extends AutoCloseable {
  /**
   * What to call it by. Calls run one after the other, in the order in which they were made, but
   * for those of {@link Concurrent} methods. A default method runs in the actor too, as one call.
   * {@code equals}, {@code hashCode} and {@code toString} are the proxy's own.
   *
   * <p>A method waits until its call has ended. One that returns {@code CompletionStage}, {@code
   * CompletableFuture} or {@code Future} does not: there the object's method returns one that is
   * complete when the call is, and to cancel the caller's future cancels the call. An interrupt of
   * a waiting caller cancels the call and waits until it has stopped; then the method throws
   * InterruptedException if it declares that, else {@code CancellationException} with the interrupt
   * still set. A call that does not stop within its grace costs the process.
   *
   * <p>Calls throw, whatever the method declares,
   *
   * <ul>
   *   <li>{@link IllegalArgumentException} if an argument can't be sent;
   *   <li>{@link PoolFullException} if the mailbox is full, and {@link
   *       java.util.concurrent.RejectedExecutionException} once the actor was closed;
   *   <li>{@link TaskFailedException} if the object threw, with that as its cause (the actor lives
   *       on), or if the deadline was met;
   *   <li>{@link ActorLostException} if its process was lost;
   *   <li>{@link java.util.concurrent.CancellationException} if the call was cancelled.
   * </ul>
   */
  I proxy();

  /** For people. */
  String name();

  /** How things stand now. */
  ActorStatistics statistics();

  /**
   * Takes no more calls, waits for all that were made, lets the object close if it is {@link
   * AutoCloseable}, and ends the process. If the waiting thread is interrupted, the actor is
   * aborted.
   */
  @Override
  void close();

  /**
   * The same, but waits no longer than this.
   *
   * @return whether the actor is gone; if not, it works on
   */
  boolean drain(Duration limit) throws InterruptedException;

  /** Kills the process now; calls that were not done are lost. Returns when it is gone. */
  void abort();
}
