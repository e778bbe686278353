package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Alarm;
import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.runtime.clock.Timekeeper;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The clock of tasks: the machine's, but in a simulation, where time stands still while anything
 * can run and jumps when everything waits.
 *
 * <p>{@link Thread#sleep} suspends a task just as well, but is not part of any simulation.
 */
public final class Time {
  private Time() {}

  /** Nanoseconds since some fixed moment, by the clock of the calling task; never goes back. */
  public static long now() {
    return Place.here().time().now();
  }

  /**
   * Suspends the calling task. A length of zero lets the others run that are ready.
   *
   * @throws CancelledException if the scope is cancelled, before or meanwhile
   * @throws InterruptedException if something else than a scope interrupted the thread
   * @throws IllegalArgumentException if the length is negative
   */
  @SuppressWarnings("ThreadPriorityCheck") // that is what a sleep of zero is for
  public static void sleep(Duration length) throws InterruptedException {
    if (length.isNegative()) {
      throw new IllegalArgumentException("a task cannot sleep for " + length);
    }
    Scope.checkpoint();
    if (length.isZero()) {
      Thread.yield();
      Scope.checkpoint();
      return;
    }
    new Sleeper(length).sleep(Place.here().time());
  }

  /** One thread that sleeps. */
  private static final class Sleeper implements Runnable {
    private final Duration length;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    Sleeper(Duration length) {
      this.length = length;
    }

    void sleep(Timekeeper time) throws InterruptedException {
      Alarm alarm = time.at(time.after(length), this);
      while (!over) {
        LockSupport.park(this);
        if (Thread.interrupted()) {
          alarm.giveUp();
          Scope.checkpoint();
          throw new InterruptedException("interrupted in a " + this);
        }
      }
    }

    @Override
    public void run() {
      over = true;
      LockSupport.unpark(thread);
    }

    @Override
    public String toString() {
      return "sleep of " + Durations.text(length);
    }
  }
}
