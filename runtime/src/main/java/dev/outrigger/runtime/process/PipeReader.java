package dev.outrigger.runtime.process;

import dev.outrigger.runtime.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a program writes. A read of a pipe can't be suspended, so a thread of the pipe's own does
 * it, from the first read of ours on; when {@value #BOUND} bytes lie here unread, it stops, and the
 * program does when the kernel's buffer is full as well.
 */
final class PipeReader extends InputStream {
  static final int BOUND = 64 << 10;
  private static final int CHUNK = 16 << 10;

  private final String name;
  private final InputStream pipe;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private byte[] buffer = new byte[0];
  private int position;
  private boolean started;
  private boolean ended;
  private boolean closed;
  private @Nullable IOException failure;
  private @Nullable Capture capture;

  PipeReader(String name, InputStream pipe) {
    this.name = name;
    this.pipe = pipe;
  }

  private static final class Capture {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final int limit;
    final Runnable atLimit;
    boolean passed;

    Capture(int limit, Runnable atLimit) {
      this.limit = limit;
      this.atLimit = atLimit;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    Scope.checkpoint();
    lock.lock();
    try {
      startOnce();
      while (available() == 0 && !ended && !closed) {
        Waiting.on(change, name);
      }
      if (closed) {
        throw new IOException(name + " is closed");
      }
      if (available() == 0) {
        if (failure != null) {
          throw new IOException(name + " cannot be read: " + failure.getMessage(), failure);
        }
        return -1;
      }
      int count = Math.min(length, available());
      System.arraycopy(buffer, position, target, offset, count);
      position += count;
      change.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return buffer.length - position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      closed = true;
      buffer = new byte[0];
      position = 0;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    pipe.close();
  }

  /** From now on all is kept, and nothing waits to be read. */
  void capture(int limit, Runnable atLimit) {
    lock.lock();
    try {
      Capture kept = new Capture(limit, atLimit);
      kept.bytes.write(buffer, position, available());
      capture = kept;
      startOnce();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was kept, at the end of the output, or after that time.
   *
   * @throws LimitPassed if that was too much
   */
  byte[] captured(long nanos) throws InterruptedException, LimitPassed {
    lock.lockInterruptibly();
    try {
      Capture kept = capture;
      if (kept == null) {
        return new byte[0];
      }
      long left = nanos;
      while (!ended && !closed && !kept.passed && left > 0) {
        left = change.awaitNanos(left);
      }
      if (kept.passed) {
        throw new LimitPassed();
      }
      return kept.bytes.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** More was written than was to be kept. */
  static final class LimitPassed extends Exception {}

  private void startOnce() {
    if (!started) {
      started = true;
      Elsewhere.thread("outrigger-pipe-" + name, this::pump).start();
    }
  }

  private void pump() {
    byte[] chunk = new byte[CHUNK];
    try {
      int count = pipe.read(chunk);
      while (count >= 0 && accept(chunk, count)) {
        count = pipe.read(chunk);
      }
      end(null);
    } catch (InterruptedIOException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } catch (IOException e) {
      end(e);
    }
  }

  private void end(@Nullable IOException how) {
    lock.lock();
    try {
      ended = true;
      failure = how;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean accept(byte[] chunk, int count) {
    Runnable atLimit = null;
    lock.lock();
    try {
      while (capture == null && !closed && available() >= BOUND) {
        change.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      Capture kept = capture;
      if (kept == null) {
        append(chunk, count);
      } else if (kept.passed || kept.bytes.size() > kept.limit - count) {
        // What follows is read and dropped, until the kill takes effect.
        atLimit = kept.passed ? null : kept.atLimit;
        kept.passed = true;
      } else {
        kept.bytes.write(chunk, 0, count);
      }
      change.signalAll();
    } finally {
      lock.unlock();
    }
    if (atLimit != null) {
      atLimit.run();
    }
    return true;
  }

  private void append(byte[] chunk, int count) {
    int unread = available();
    byte[] longer = Arrays.copyOfRange(buffer, position, position + unread + count);
    System.arraycopy(chunk, 0, longer, unread, count);
    buffer = longer;
    position = 0;
  }
}
