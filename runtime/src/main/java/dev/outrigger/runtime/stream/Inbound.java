package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has come in on a connection. The loop puts in, one task takes out; the socket is read when a
 * task wants bytes, and a little ahead of that, so that a peer nobody reads from comes to a halt.
 * To read ahead spares two calls of the kernel for each message: to watch the socket, and to stop
 * that.
 *
 * <p>Threading: {@code put}, {@code goesOn}, {@code end} and {@code handOver} by the loop; reading
 * by whoever has the claim, one at a time; {@code close} by anyone. No locks.
 *
 * <p>Buffers: one belongs to this from {@code put} on. Once closed, whoever has the claim releases
 * what is there, and whoever lets go of the claim looks again.
 */
final class Inbound {
  /** The loop goes on reading while fewer bytes than this wait to be taken out. */
  private static final int AHEAD = 16 * 1024;

  private final Wire wire;
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
  private final Queue<ByteBuf> arrived = new ConcurrentLinkedQueue<>();
  // Owned by whoever has the claim.
  private final ArrayDeque<ByteBuf> front = new ArrayDeque<>(2);
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  // Whether a task wants bytes, and nothing has come since.
  private final AtomicBoolean demand = new AtomicBoolean();
  // Whether the socket is being watched. Set by the loop; a task that finds it false asks for it
  // after it has set the demand, and the loop looks at the demand after it has set this.
  private volatile boolean watched;
  private final AtomicInteger unread = new AtomicInteger();
  private volatile boolean closed;
  private volatile boolean waiting;
  // Whether anything has come since the last write: then the peer may wait for an answer.
  private volatile boolean addressed;

  Inbound(Wire wire) {
    this.wire = wire;
  }

  // ---- by the loop

  void put(ByteBuf bytes) {
    demand.set(false);
    if (closed || !bytes.isReadable()) {
      bytes.release();
      return;
    }
    unread.addAndGet(bytes.readableBytes());
    arrived.add(bytes);
    if (closed) {
      releaseAllIfClosed();
    }
    wake();
  }

  /**
   * All that the socket had has been put in.
   *
   * @return whether to go on reading
   */
  boolean goesOn() {
    // Netty's epoll has given up a socket that has ended, and fails if it is to be read again.
    watched = end.get() == null && !closed && unread.get() < AHEAD;
    return watched || isWanted();
  }

  /** While a task has the claim and waits: what nobody has begun to take out. */
  void handOver(Consumer<ByteBuf> to) {
    for (ByteBuf next = arrived.poll(); next != null; next = arrived.poll()) {
      unread.addAndGet(-next.readableBytes());
      to.accept(next);
    }
  }

  /** The first end counts; those who read meet it after all that came before. */
  void end(End how) {
    if (end.compareAndSet(null, how)) {
      wake();
    }
  }

  /** Whether a task waits for the socket to be read. */
  boolean isWanted() {
    return demand.get() && end.get() == null;
  }

  // ---- by anyone

  boolean isEnded() {
    return end.get() != null;
  }

  /** Whether nothing has come that nobody has read. */
  boolean isEmpty() {
    return arrived.isEmpty();
  }

  void close() {
    closed = true;
    releaseAllIfClosed();
    wake();
  }

  /** A reader that waits between two messages, which are a write apart. */
  boolean isIdle() {
    return waiting && !addressed && arrived.isEmpty();
  }

  void answered() {
    addressed = false;
  }

  // ---- by tasks

  /**
   * Keeps others from reading.
   *
   * @return whether the caller has to let go; it had the claim already if not
   */
  boolean claim() {
    Thread me = Thread.currentThread();
    Thread holder = reader.compareAndExchange(null, me);
    if (holder == null) {
      return true;
    }
    if (holder.equals(me)) {
      return false;
    }
    throw new IllegalStateException(
        "%s is being read by %s already: let one task read, and hand on what it has read"
            .formatted(wire.peer(), Wire.name(holder)));
  }

  void letGo(boolean claimed) {
    if (claimed) {
      reader.set(null);
      if (closed) {
        releaseAllIfClosed();
      }
    }
  }

  int read(ByteBuffer into, long deadline, long limit) throws IOException, InterruptedException {
    if (!into.hasRemaining()) {
      throw new IllegalArgumentException("there is no room in the buffer to read into");
    }
    Scope.checkpoint();
    boolean claimed = claim();
    try {
      ByteBuf next = next();
      if (next == null && !awaitMore(deadline)) {
        throw new SocketTimeoutException(
            "%s sent nothing within %s".formatted(wire.peer(), Names.of(Duration.ofNanos(limit))));
      }
      next = next == null ? next() : next;
      return next == null ? atEnd() : take(next, into);
    } finally {
      letGo(claimed);
    }
  }

  void unread(ByteBuffer bytes) {
    boolean claimed = claim();
    try {
      if (bytes.hasRemaining()) {
        front.addFirst(Unpooled.copiedBuffer(bytes));
        bytes.position(bytes.limit());
      }
    } finally {
      letGo(claimed);
    }
  }

  /**
   * What came in the clear must not be taken for something that was secured, when it came in one
   * piece with what has been read. Other pieces may be the beginning of TLS; see {@link #handOver}.
   */
  void refuseLeftovers() throws IOException {
    if (!front.isEmpty()) {
      throw new ProtocolException(
          wire.peer() + " sent bytes in the clear that belong behind the start of TLS");
    }
  }

  /** Whether bytes or an end have come; false if the deadline has. */
  private boolean awaitMore(long deadline) throws InterruptedException {
    if (end.get() == null && !closed && demand.compareAndSet(false, true) && !watched) {
      wire.step();
    }
    waiting = true;
    try {
      return Waiting.until(() -> !arrived.isEmpty() || end.get() != null || closed, wire, deadline);
    } finally {
      waiting = false;
    }
  }

  private @Nullable ByteBuf next() {
    ByteBuf next = front.peekFirst();
    if (next == null) {
      next = arrived.poll();
      if (next != null) {
        unread.addAndGet(-next.readableBytes());
        front.addFirst(next);
      }
    }
    return next;
  }

  private int take(ByteBuf next, ByteBuffer into) {
    addressed = true;
    int count = Math.min(next.readableBytes(), into.remaining());
    int limit = into.limit();
    into.limit(into.position() + count);
    next.readBytes(into);
    into.limit(limit);
    if (!next.isReadable()) {
      front.removeFirst();
      next.release();
    }
    return count;
  }

  private int atEnd() throws IOException {
    if (closed) {
      throw wire.closedHere("read from");
    }
    End how = end.get();
    if (how != null && !how.inOrder()) {
      throw how.exception();
    }
    return -1;
  }

  private void wake() {
    LockSupport.unpark(reader.get());
  }

  private void releaseAllIfClosed() {
    // Whoever reads now does this when it lets go.
    while (!(arrived.isEmpty() && front.isEmpty())
        && reader.compareAndSet(null, Thread.currentThread())) {
      front.forEach(ByteBuf::release);
      front.clear();
      for (ByteBuf next = arrived.poll(); next != null; next = arrived.poll()) {
        next.release();
      }
      reader.set(null);
    }
  }
}
