package dev.outrigger.runtime.process;

import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a program reads. A thread of the pipe's own writes it, since that can't be suspended; when
 * {@value #BOUND} bytes wait for that, whoever writes more is suspended.
 */
final class PipeWriter extends OutputStream {
  static final int BOUND = 64 << 10;

  private final String name;
  private final OutputStream pipe;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int pending;
  private boolean started;
  private boolean closed;
  private boolean gone;
  private @Nullable IOException failure;

  PipeWriter(String name, OutputStream pipe) {
    this.name = name;
    this.pipe = pipe;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int count = accept(source, from, end - from);
      from += count;
    }
  }

  /** Waits until all has gone into the pipe; it may not have been read yet. */
  @Override
  public void flush() throws IOException {
    Scope.checkpoint();
    lock.lock();
    try {
      while (pending > 0 && failure == null && !gone) {
        Waiting.on(change, name);
      }
      throwIfBroken();
    } finally {
      lock.unlock();
    }
  }

  /** The program finds the end behind what was written. Doesn't wait for that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      startOnce();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves all of it to the pipe's thread, with an end behind. */
  void feed(byte[] input) {
    lock.lock();
    try {
      chunks.add(input);
      pending += input.length;
      closed = true;
      startOnce();
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The program has ended: what it has not read nobody will. */
  void programHasEnded() {
    lock.lock();
    try {
      gone = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int accept(byte[] source, int from, int length) throws IOException {
    Scope.checkpoint();
    lock.lock();
    try {
      while (pending >= BOUND && failure == null && !gone && !closed) {
        Waiting.on(change, name);
      }
      if (closed) {
        throw new IOException(name + " is closed");
      }
      throwIfBroken();
      int count = Math.min(length, BOUND - pending);
      chunks.add(Arrays.copyOfRange(source, from, from + count));
      pending += count;
      startOnce();
      change.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void throwIfBroken() throws IOException {
    if (failure != null) {
      throw new IOException(name + " is read by nobody: " + failure.getMessage(), failure);
    }
    if (gone) {
      throw new IOException(name + " is read by nobody: the program has ended");
    }
  }

  private void startOnce() {
    if (!started) {
      started = true;
      Elsewhere.thread("outrigger-pipe-" + name, this::pump).start();
    }
  }

  private void pump() {
    try (pipe) {
      byte[] chunk = next();
      while (chunk.length > 0) {
        pipe.write(chunk);
        pipe.flush();
        written(chunk.length);
        chunk = next();
      }
    } catch (IOException e) {
      lock.lock();
      try {
        failure = e;
        chunks.clear();
        change.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Empty at the end. */
  private byte[] next() {
    lock.lock();
    try {
      while (chunks.isEmpty() && !closed && !gone) {
        change.awaitUninterruptibly();
      }
      byte[] chunk = gone ? null : chunks.poll();
      return chunk == null ? new byte[0] : chunk;
    } finally {
      lock.unlock();
    }
  }

  private void written(int count) {
    lock.lock();
    try {
      pending -= count;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
