package dev.outrigger.http.streams;

import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.runtime.Cancellation;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The calls of one connection, and how many handlers run for it.
 *
 * <p>Threading: on the loop.
 */
public final class Calls {
  private static final long LONGEST_REST_NANOS = 10_000_000_000L;
  private static final long LONGEST_REST_DRAINING_NANOS = 1_000_000_000;
  private static final Call[] NONE = {};

  private final ServerLoop home;
  private final Runnable onEnd;
  private final Runnable onStop;
  private final Set<Call> open = new LinkedHashSet<>();
  private int running;

  /**
   * None yet.
   *
   * @param onEnd called when a call is over
   * @param onStop called when a handler has ended
   */
  public Calls(ServerLoop home, Runnable onEnd, Runnable onStop) {
    this.home = home;
    this.onEnd = onEnd;
    this.onStop = onStop;
  }

  ServerLoop home() {
    return home;
  }

  void add(Call call) {
    open.add(call);
  }

  /** Whether none is left of which anything can come. */
  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether a handler runs, though its stream may be gone. */
  public boolean isRunning() {
    return running > 0;
  }

  /**
   * Whether one more handler may run: those whose stream was reset may still do, and a client that
   * resets its streams shall not have more of them than one that does not.
   */
  boolean tryStart() {
    if (running >= home.limits().streams() || !home.tryStartRequest()) {
      return false;
    }
    running++;
    return true;
  }

  /** A handler has ended. */
  void stopped() {
    running--;
    onStop.run();
  }

  /** The handler of a call has ended, or its stream, or both. */
  void ended(Call call) {
    if (call.isOver() && open.remove(call)) {
      onEnd.run();
    }
  }

  /** Whether a stream that has its answer holds up its end for too long. */
  boolean isOverdue(long nanos) {
    return nanos > (home.isDraining() ? LONGEST_REST_DRAINING_NANOS : LONGEST_REST_NANOS);
  }

  /** Called now and then, for what takes too long. */
  public void tick(long now) {
    each(call -> call.tick(now));
  }

  /** The server drains; other protocols are told. */
  public void drain() {
    each(Call::drain);
  }

  /** The server goes down now. */
  public void abort(Cancellation why) {
    each(call -> call.abort(why));
  }

  /** Something of ours has failed at the connection. */
  public void fail(Cancellation why) {
    each(call -> call.fail(why));
  }

  /** The connection has ended. */
  public void left() {
    each(Call::left);
  }

  // Of those that are there now: a step may be the end of its call.
  private void each(Consumer<Call> step) {
    for (Call call : open.toArray(NONE)) {
      step.accept(call);
    }
  }
}
