package dev.outrigger.http.websocket;

import dev.outrigger.runtime.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way out. Tasks leave them, the loop writes all that are there in one step. Once
 * {@link #HIGH} is on its way, whoever wants to send more waits until half has gone; so there is at
 * most that and one message.
 *
 * <p>Threading: {@code next} and {@code gone} by the loop; sending by any number of tasks, which
 * take turns by a semaphore that the loop never takes; the rest by anyone.
 */
final class Outbox {
  static final int HIGH = 64 * 1024;
  private static final int LOW = HIGH / 2;
  // What a message costs besides its bytes.
  private static final int EACH = 128;

  private final Runnable step;
  private final @Nullable Deflate deflate;
  private final Semaphore turn = new Semaphore(1, true);
  private final Queue<Outgoing> left = new ConcurrentLinkedQueue<>();
  private final AtomicLong pending = new AtomicLong();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private volatile @Nullable Thread waiting;
  private volatile boolean told;

  /**
   * An empty one.
   *
   * @param step sees to it that the loop looks here soon
   * @param deflate how messages are compressed; null if they are not
   */
  Outbox(Runnable step, @Nullable Deflate deflate) {
    this.step = step;
    this.deflate = deflate;
  }

  // ---- by the loop

  /** The next thing to be written. */
  @Nullable Outgoing next() {
    return left.poll();
  }

  static long cost(Outgoing what) {
    return (long) EACH + (what instanceof Outgoing.Data data ? data.payload().length : 0);
  }

  /** So much has been written, or never will be. */
  void gone(long cost) {
    long before = pending.getAndAdd(-cost);
    if (before > LOW && before - cost <= LOW) {
      wake();
    }
  }

  // ---- by anyone

  /** Nothing more is taken. The first end counts. */
  boolean end(End why) {
    boolean first = lose(why);
    if (first) {
      wake();
    }
    return first;
  }

  /** The same, but nobody is woken yet. Whether it is the first. */
  boolean lose(End why) {
    return end.compareAndSet(null, why);
  }

  /** Whoever waits looks again. */
  void wake() {
    LockSupport.unpark(waiting);
  }

  @Nullable End end() {
    return end.get();
  }

  /** Who sends knows that it is over. */
  void tell() {
    told = true;
  }

  /** Whether it does. */
  boolean hasTold() {
    return told;
  }

  /** Nothing more is taken, and this is said after what was. */
  boolean close(CloseStatus status, End why) {
    if (!end(why)) {
      return false;
    }
    left.add(new Outgoing.Close(status));
    step.run();
    return true;
  }

  // ---- by tasks

  void send(boolean text, byte[] payload) throws WebSocketException, InterruptedException {
    await();
    try {
      // In its turn: compressed messages come in the order in which they were made.
      byte @Nullable [] smaller = deflate == null ? null : deflate.compress(payload);
      leave(new Outgoing.Data(text, smaller != null, smaller == null ? payload : smaller));
    } finally {
      turn.release();
    }
  }

  void ping() throws WebSocketException, InterruptedException {
    await();
    try {
      leave(new Outgoing.Ping());
    } finally {
      turn.release();
    }
  }

  /** Waits for a turn and for room; the caller gives the turn back. */
  private void await() throws WebSocketException, InterruptedException {
    Scope.checkpoint();
    turn.acquire();
    boolean ready = false;
    try {
      if (pending.get() >= HIGH) {
        waiting = Thread.currentThread();
        Waiting.until(() -> pending.get() <= LOW || end.get() != null, this);
      }
      End why = end.get();
      if (why != null) {
        told = true;
        throw why.exception();
      }
      ready = true;
    } finally {
      waiting = null;
      if (!ready) {
        turn.release();
      }
    }
  }

  private void leave(Outgoing what) {
    pending.addAndGet(cost(what));
    left.add(what);
    step.run();
  }
}
