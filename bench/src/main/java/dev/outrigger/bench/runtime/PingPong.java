package dev.outrigger.bench.runtime;

import java.util.concurrent.locks.LockSupport;

/** Two threads that take turns. */
final class PingPong {
  private volatile int turn;
  private volatile int present;
  private final Thread[] players = new Thread[2];

  /** By each of the two. Counts both ways. */
  void play(int me, int switches) {
    join(me);
    Thread other = players[1 - me];
    for (int i = 0; i < switches / 2; i++) {
      while (turn != me) {
        LockSupport.park(this);
      }
      turn = 1 - me;
      LockSupport.unpark(other);
    }
  }

  @SuppressWarnings({"ThreadPriorityCheck", "NonAtomicVolatileUpdate"}) // they take turns already
  private void join(int me) {
    players[me] = Thread.currentThread();
    synchronized (players) {
      present++;
    }
    while (present < 2) {
      Thread.yield();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // that is what is measured
  static void giveWay(int switches) {
    for (int i = 0; i < switches / 2; i++) {
      Thread.yield();
    }
  }
}
