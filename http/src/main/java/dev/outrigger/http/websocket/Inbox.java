package dev.outrigger.http.websocket;

import dev.outrigger.runtime.Scope;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and are not yet received. Above a high-water mark the loop stops reading
 * the connection, until the handler has caught up.
 *
 * <p>Threading: {@code put} by the loop; {@code take} by one task at a time; the rest by anyone. No
 * locks.
 */
final class Inbox {
  // What a message costs besides its bytes: a million empty ones must not fill the memory.
  private static final int EACH = 96;

  private final long high;
  private final long low;
  private final Runnable resume;
  private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
  private volatile boolean asked;
  private volatile boolean told;
  private volatile boolean closed;

  /**
   * An empty one.
   *
   * @param resume called by the task when there is room again after it was full
   */
  Inbox(int high, Runnable resume) {
    this.high = high;
    this.low = high / 2;
    this.resume = resume;
  }

  // ---- by the loop

  void put(Arrived message) {
    if (closed) {
      return;
    }
    waiting.addAndGet(message.payload().length + EACH);
    arrived.add(message);
    LockSupport.unpark(reader.get());
  }

  boolean isFull() {
    return !closed && waiting.get() > high;
  }

  boolean hasRoom() {
    return closed || waiting.get() <= low;
  }

  // ---- by anyone

  /** No more will come. The first end counts; the reader meets it after all that came before. */
  void end(End how) {
    if (lose(how)) {
      wake();
    }
  }

  /** The same, but nobody is woken yet. Whether it is the first. */
  boolean lose(End how) {
    return end.compareAndSet(null, how);
  }

  /** Whoever waits looks again. */
  void wake() {
    LockSupport.unpark(reader.get());
  }

  /** What came last cannot be read, and so nothing after it matters. */
  void fail(End how) {
    end(how);
    arrived.clear();
  }

  @Nullable End end() {
    return end.get();
  }

  /** Whether nobody ever wanted a message, and none has come. */
  boolean isUnused() {
    return !asked && arrived.isEmpty();
  }

  /** Whether the reader knows of the end, or is just about to. */
  boolean hasTold() {
    return told || closed || (end.get() != null && reader.get() != null && arrived.isEmpty());
  }

  /** Nobody reads any more. */
  void close() {
    closed = true;
    arrived.clear();
    wake();
    resume.run();
  }

  // ---- by the reader

  /** The next message; null when there is none to come and the peer said so. */
  @Nullable Arrived take() throws WebSocketException, InterruptedException {
    Scope.checkpoint();
    asked = true;
    Thread me = Thread.currentThread();
    Thread other = reader.compareAndExchange(null, me);
    if (other != null) {
      throw new IllegalStateException(
          "the WebSocket is being received from by "
              + name(other)
              + " already: let one task receive, and hand on what it has received");
    }
    try {
      Waiting.until(() -> !arrived.isEmpty() || end.get() != null || closed, this);
      Arrived next = arrived.poll();
      if (next != null) {
        taken(next.payload().length + EACH);
        return next;
      }
      told = true;
      return atEnd();
    } finally {
      reader.set(null);
    }
  }

  private static String name(Thread thread) {
    return thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
  }

  private void taken(int cost) {
    long before = waiting.getAndAdd(-cost);
    if (before > low && before - cost <= low) {
      resume.run();
    }
  }

  private @Nullable Arrived atEnd() throws WebSocketException {
    End how = end.get();
    if (how == null) {
      throw new IllegalStateException("the handler of this WebSocket has ended");
    }
    if (!how.inOrder()) {
      throw how.exception();
    }
    return null;
  }
}
