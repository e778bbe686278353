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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What has come in on a connection. The loop puts in, one task takes out; the socket is read only
 * when a task wants bytes, so that a peer nobody reads from comes to a halt.
 *
 * <p>Threading: {@code put}, {@code end} and {@code takeDemand} by the loop; reading by whoever has
 * the claim, one at a time; {@code close} by anyone. No locks.
 *
 * <p>Buffers: one belongs to this from {@code put} on. Once closed, whoever has the claim releases
 * what is there, and whoever lets go of the claim looks again.
 */
final class Inbound {
  private final Wire wire;
  private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
  private final Queue<ByteBuf> arrived = new ConcurrentLinkedQueue<>();
  // Owned by whoever has the claim.
  private final ArrayDeque<ByteBuf> front = new ArrayDeque<>(2);
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  // Whether the loop is to read, and whether it has been told to and nothing has come since.
  private final AtomicBoolean demand = new AtomicBoolean();
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
    arrived.add(bytes);
    if (closed) {
      releaseAllIfClosed();
    }
    wake();
  }

  /** The first end counts; those who read meet it after all that came before. */
  void end(End how) {
    if (end.compareAndSet(null, how)) {
      wake();
    }
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

  /** What came in the clear must not be taken for something that was secured. */
  void refuseLeftovers() throws IOException {
    if (next() != null) {
      throw new ProtocolException(
          wire.peer() + " sent bytes in the clear that belong behind the start of TLS");
    }
  }

  /** Whether bytes or an end have come; false if the deadline has. */
  private boolean awaitMore(long deadline) throws InterruptedException {
    if (end.get() == null && !closed && demand.compareAndSet(false, true)) {
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

  /** By the loop: whether a task waits for the socket to be read. */
  boolean isWanted() {
    // Netty's epoll has given up a socket that has ended, and fails if it is to be read again.
    return demand.get() && end.get() == null;
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
