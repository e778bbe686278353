package dev.outrigger.pool.stream;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a sender may run ahead of its reader. A part may enter while there is any room, whatever
 * its size: so a large one passes too, and the reader need not report each part that it takes.
 */
final class Window {
  static final int COUNT = 256;
  static final long BYTES = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private int count;
  private long bytes;

  /** Waits for room. */
  void enter(int size) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (count >= COUNT || bytes >= BYTES) {
        room.await();
      }
      count++;
      bytes += size;
    } finally {
      lock.unlock();
    }
  }

  /** The reader has taken these. */
  void leave(Credit taken) {
    lock.lock();
    try {
      count -= taken.count();
      bytes -= taken.bytes();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
