package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out. Tasks leave bytes, the loop writes and flushes all that is there in one
 * step. Never more than {@link #HIGH} is on its way; whoever wants to leave more waits until half
 * has gone.
 *
 * <p>Threading: {@code push} and {@code fail} by the loop; writing by whoever has the claim, one at
 * a time; {@code close} by anyone. No locks.
 */
final class Outbound {
  static final int HIGH = 64 * 1024;
  private static final int LOW = HIGH / 2;
  // What a write costs besides its bytes: a million writes of one byte must not fill the memory.
  private static final int EACH = 128;

  private final Wire wire;
  private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();
  private final Queue<ByteBuf> left = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicReference<@Nullable End> failure = new AtomicReference<>();
  private volatile boolean told;
  // Whether bytes that had been accepted could not go out.
  private volatile boolean cut;
  // OPEN -> ENDED (by closeOutput) -> CLOSED, or OPEN -> CLOSED.
  private volatile State state = State.OPEN;
  private volatile @Nullable Thread closer;

  private enum State {
    OPEN,
    ENDED,
    CLOSED
  }

  Outbound(Wire wire) {
    this.wire = wire;
  }

  // ---- by the loop

  void push(Channel channel) {
    ByteBuf next = left.poll();
    if (next == null) {
      return;
    }
    for (; next != null; next = left.poll()) {
      int cost = next.readableBytes() + EACH;
      channel.write(next).addListener(written -> gone(cost, written));
    }
    channel.flush();
  }

  private void gone(int cost, Future<?> written) {
    if (!written.isSuccess()) {
      cut = true;
      fail(wire.lost(written.cause()));
    }
    int before = pending.getAndAdd(-cost);
    if ((before > LOW && before - cost <= LOW) || before == cost) {
      wake();
    }
  }

  /** No more can go out. The first reason counts. */
  void fail(End why) {
    if (failure.compareAndSet(null, why)) {
      wake();
    }
  }

  /** When there is no loop any more that would write. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever set
  void throwAway() {
    for (ByteBuf next = left.poll(); next != null; next = left.poll()) {
      next.release();
    }
    cut |= pending.getAndSet(0) > 0;
    wake();
  }

  // ---- by tasks

  void write(ByteBuffer bytes, long limit) throws IOException, InterruptedException {
    Scope.checkpoint();
    boolean claimed = claim();
    try {
      long deadline = Waiting.deadline(limit);
      check();
      wire.inbound().answered();
      while (bytes.hasRemaining()) {
        if (HIGH - pending.get() <= EACH) {
          await(LOW, deadline, limit);
        }
        check();
        leave(bytes, Math.min(bytes.remaining(), HIGH - pending.get() - EACH));
      }
    } finally {
      letGo(claimed);
    }
  }

  /**
   * In an array of its own: a task that took a buffer of Netty's would meet the allocator's locks,
   * and the loop's thread would stand in a line behind it.
   */
  private void leave(ByteBuffer bytes, int count) {
    byte[] copy = new byte[count];
    bytes.get(copy);
    pending.addAndGet(count + EACH);
    left.add(Unpooled.wrappedBuffer(copy));
    wire.step();
  }

  void flush(long limit) throws IOException, InterruptedException {
    Scope.checkpoint();
    boolean claimed = claim();
    try {
      await(0, Waiting.deadline(limit), limit);
      End why = failure.get();
      if (why != null) {
        told = true;
        throw why.exception();
      }
    } finally {
      letGo(claimed);
    }
  }

  /** Whether this call was the one that ended it. */
  boolean end(long limit) throws IOException, InterruptedException {
    boolean claimed = claim();
    try {
      if (state != State.OPEN) {
        return false;
      }
      flush(limit);
      state = State.ENDED;
      return true;
    } finally {
      letGo(claimed);
    }
  }

  /** Nothing more is accepted. */
  void close() {
    state = State.CLOSED;
    wake();
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /**
   * After {@link #close}: waits until all has gone.
   *
   * @return whether it has, or cannot any more
   */
  boolean awaitGone(long limit) throws InterruptedException {
    closer = Thread.currentThread();
    return Waiting.until(() -> isDown(0), wire, Waiting.deadline(limit));
  }

  boolean isEmpty() {
    return pending.get() == 0;
  }

  /** Why accepted bytes were lost, if they were and no write has told of it. */
  @Nullable End untold() {
    return told || !cut ? null : failure.get();
  }

  private void await(int level, long deadline, long limit)
      throws IOException, InterruptedException {
    if (!Waiting.until(() -> isDown(level) || state == State.CLOSED, wire, deadline)) {
      throw new SocketTimeoutException(
          "%s took no bytes within %s".formatted(wire.peer(), Names.of(Duration.ofNanos(limit))));
    }
  }

  private boolean isDown(int level) {
    return pending.get() <= level || failure.get() != null;
  }

  private void check() throws IOException {
    End why = failure.get();
    if (state == State.CLOSED) {
      throw wire.closedHere("write to");
    }
    if (why != null) {
      told = true;
      throw why.exception();
    }
    if (state == State.ENDED) {
      throw new SocketException(
          "cannot write to " + wire.peer() + ": the output was closed by this side");
    }
  }

  private boolean claim() {
    Thread me = Thread.currentThread();
    Thread holder = writer.compareAndExchange(null, me);
    if (holder == null) {
      return true;
    }
    if (holder.equals(me)) {
      return false;
    }
    throw new IllegalStateException(
        "%s is being written to by %s already: let one task write, and send it what is to be written"
            .formatted(wire.peer(), Wire.name(holder)));
  }

  private void letGo(boolean claimed) {
    if (claimed) {
      writer.set(null);
    }
  }

  private void wake() {
    LockSupport.unpark(writer.get());
    LockSupport.unpark(closer);
  }
}
