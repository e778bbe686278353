package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request's body that has come and is not yet read. The loop puts in, the handler's
 * task takes out; above a high-water mark the loop stops reading the connection until the task has
 * caught up.
 *
 * <p>Threading: {@code fail} from any thread, {@code offer}, {@code end} and {@code close} on the
 * loop, the rest in the task. All state is guarded by the lock, under which nothing is called back
 * and nothing waits. So whoever holds it runs, and the loop tries again until it has it: in the
 * lock's line it might stand behind a task that only it can run, see {@link
 * dev.outrigger.http.loop.ServerLoop}.
 *
 * <p>Buffers: a chunk belongs to the queue from {@code offer} on, and to the task from {@code take}
 * on. {@code close} releases what is left, and from then on {@code offer} releases at once.
 */
public final class BodyQueue {
  static final int HIGH_WATER = 256 * 1024;
  public static final int LOW_WATER = 64 * 1024;

  private final long declaredLength;
  private final boolean awaited;
  private final Source source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Parts parts = new Parts();
  private int waitingBytes;
  private long receivedBytes;
  private boolean sourcePaused;
  private boolean ended;
  private boolean closed;
  private boolean asked;
  private HttpHeaders trailers = EmptyHttpHeaders.INSTANCE;
  private @Nullable HttpException failure;

  /** Where the bytes come from. */
  interface Source {
    /** The reader wants the body: a client that asked whether to send it is told to. */
    void wanted();

    /** The queue has room again after {@link #offer} said that it was full. */
    void resume();

    /** The reader has taken so many bytes. */
    default void taken(int bytes) {}
  }

  /**
   * An empty queue.
   *
   * @param declaredLength bytes to come; -1 if nobody knows
   * @param awaited whether the client sends nothing before it is told to
   */
  BodyQueue(long declaredLength, boolean awaited, Source source) {
    this.declaredLength = declaredLength;
    this.awaited = awaited;
    this.source = source;
  }

  long declaredLength() {
    return declaredLength;
  }

  /** Bytes that are still to come; -1 if nobody knows. */
  public long outstanding() {
    seize();
    try {
      return declaredLength < 0 ? -1 : declaredLength - receivedBytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in what has come.
   *
   * @return whether the source should pause
   */
  public boolean offer(ByteBuf chunk) {
    seize();
    try {
      int count = chunk.readableBytes();
      receivedBytes += count;
      if (closed || failure != null) {
        chunk.release();
        return false;
      }
      parts.add(chunk);
      waitingBytes += count;
      changed.signal();
      if (waitingBytes > HIGH_WATER) {
        sourcePaused = true;
      }
      return sourcePaused;
    } finally {
      lock.unlock();
    }
  }

  /** All has come, and these fields behind it. */
  public void end(HttpHeaders fields) {
    seize();
    try {
      ended = true;
      trailers = fields;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** No more will come, though it should. The first failure counts. */
  public void fail(HttpException why) {
    seize();
    try {
      if (failure == null && !ended) {
        failure = why;
        releaseAll();
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nobody reads any more. */
  void close() {
    seize();
    try {
      closed = true;
      releaseAll();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Reads to the end. See {@link dev.outrigger.http.RequestBody#bytes(long)}. */
  byte[] readAll(long limit) throws InterruptedException {
    if (declaredLength > limit) {
      throw tooLong(limit);
    }
    // Grows with what really comes: a declared length alone reserves no memory.
    byte[] whole = new byte[(int) Math.min(Math.max(declaredLength, 0), LOW_WATER)];
    int length = 0;
    for (ByteBuf chunk = take(); chunk != null; chunk = take()) {
      try {
        int more = chunk.readableBytes();
        if ((long) length + more > limit) {
          throw tooLong(limit);
        }
        if (length + more > whole.length) {
          whole = Arrays.copyOf(whole, grown(whole.length, length + more));
        }
        chunk.readBytes(whole, length, more);
        length += more;
      } finally {
        chunk.release();
      }
    }
    return length == whole.length ? whole : Arrays.copyOf(whole, length);
  }

  static HttpException tooLong(long limit) {
    return new HttpException(413, "the body is longer than the " + limit + " bytes allowed here");
  }

  private int grown(int capacity, int needed) {
    long doubled = Math.max(2L * capacity, needed);
    long ceiling = declaredLength >= 0 ? declaredLength : Integer.MAX_VALUE - 8;
    return (int) Math.max(needed, Math.min(doubled, ceiling));
  }

  /** The next part, of any length but zero; the reader's to release. Null at the end. */
  @Nullable ByteBuf take() throws InterruptedException {
    ask();
    ByteBuf chunk;
    boolean resume;
    lock.lockInterruptibly();
    try {
      chunk = await();
      if (chunk == null) {
        return null;
      }
      ByteBuf _ = parts.removeFirst();
      resume = taken(chunk.readableBytes());
    } finally {
      lock.unlock();
    }
    source.taken(chunk.readableBytes());
    if (resume) {
      source.resume();
    }
    return chunk;
  }

  /** Copies what is there, waiting for the first byte; how many, or -1 at the end. */
  int read(byte[] into, int offset, int length) throws InterruptedException {
    ask();
    int count;
    boolean resume;
    lock.lockInterruptibly();
    try {
      ByteBuf chunk = await();
      if (chunk == null) {
        return -1;
      }
      count = Math.min(length, chunk.readableBytes());
      chunk.readBytes(into, offset, count);
      if (!chunk.isReadable()) {
        ByteBuf _ = parts.removeFirst();
        chunk.release();
      }
      resume = taken(count);
    } finally {
      lock.unlock();
    }
    source.taken(count);
    if (resume) {
      source.resume();
    }
    return count;
  }

  /** What came behind the body; empty before its end. */
  HttpHeaders trailers() {
    lock.lock();
    try {
      return trailers;
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    if (awaited && !asked) {
      asked = true;
      source.wanted();
    }
  }

  private @Nullable ByteBuf await() throws InterruptedException {
    while (parts.isEmpty() && failure == null && !ended && !closed) {
      changed.await();
    }
    if (failure != null) {
      // A client that left both cancels and fails; a signal may overtake the interrupt.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failure;
    }
    if (closed) {
      throw new IllegalStateException("the body can be read only until its request is answered");
    }
    return parts.first();
  }

  private boolean taken(int count) {
    waitingBytes -= count;
    boolean resume = sourcePaused && waitingBytes <= LOW_WATER;
    if (resume) {
      sourcePaused = false;
    }
    return resume;
  }

  private void seize() {
    while (!lock.tryLock()) {
      Thread.onSpinWait();
    }
  }

  private void releaseAll() {
    parts.clear();
    waitingBytes = 0;
  }
}
