package dev.outrigger.runtime.clock;

import java.lang.System.Logger.Level;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The machine's clock. It has a thread of its own: a deadline must strike although every loop is
 * busy. Those who set an alarm leave it in a queue and wake the thread only if it would be late, so
 * that nobody waits for it, and an alarm that is given up before its time costs next to nothing.
 *
 * <p>Threading: from any thread, a loop's own included.
 */
public final class Alarms implements Timekeeper {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");

  /** The machine's clock. */
  public static final Alarms REAL = new Alarms();

  /** So long at most does what was set and given up again stand in the queue. */
  private static final long LOOK_ROUND_NANOS = 100_000_000;

  private static final int CLEAN_AT_LEAST = 1024;

  private final Queue<Pending> incoming = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("outrigger-deadlines").unstarted(this::run);
  // So that instants can be compared, which those of System.nanoTime cannot.
  private final long origin = System.nanoTime();
  private int cleanAt = CLEAN_AT_LEAST;
  private volatile long looksAt = Long.MAX_VALUE;

  private Alarms() {
    thread.setContextClassLoader(null);
    thread.start();
  }

  private static final class Pending implements Alarm, Comparable<Pending> {
    private final long due;
    private volatile @Nullable Runnable action;

    Pending(long due, Runnable action) {
      this.due = due;
      this.action = action;
    }

    @Override
    public void giveUp() {
      action = null;
    }

    @Override
    public int compareTo(Pending other) {
      return Long.compare(due, other.due);
    }
  }

  @Override
  public long now() {
    return System.nanoTime() - origin;
  }

  /** On the clock's own thread. */
  @Override
  public Alarm at(long instant, Runnable action) {
    Pending alarm = new Pending(instant, action);
    incoming.add(alarm);
    if (instant < looksAt) {
      LockSupport.unpark(thread);
    }
    return alarm;
  }

  private void run() {
    while (true) {
      try {
        round();
      } catch (Throwable e) {
        // Out of memory, most likely. All that is due comes with the next round.
        complain("the clock of deadlines had to begin a round anew", e);
      }
    }
  }

  private void round() {
    looksAt = Long.MIN_VALUE;
    sortIn();
    long now = now();
    strike(now);
    looksAt = next(now);
    // Looked at after the hand is set: either this sees what has come, or whoever left it the hand.
    if (incoming.isEmpty()) {
      rest(looksAt - now);
    }
  }

  private void sortIn() {
    // Taken out when it is safely in: an alarm must not be lost for want of memory.
    for (Pending alarm = incoming.peek(); alarm != null; alarm = incoming.peek()) {
      if (alarm.action != null) {
        pending.add(alarm);
      }
      incoming.poll();
    }
  }

  private void strike(long now) {
    for (Pending alarm = pending.peek();
        alarm != null && alarm.due <= now;
        alarm = pending.peek()) {
      pending.remove();
      Runnable action = alarm.action;
      if (action != null) {
        try {
          action.run();
        } catch (Throwable bug) {
          complain("what was to happen at a deadline failed", bug);
        }
      }
    }
  }

  /** The log may fail for the same reason, and this thread must live. */
  private static void complain(String what, Throwable e) {
    try {
      LOG.log(Level.ERROR, what, e);
    } catch (Throwable _) {
      // Then it can't be said.
    }
  }

  private long next(long now) {
    if (pending.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (pending.size() >= cleanAt) {
      boolean _ = pending.removeIf(alarm -> alarm.action == null);
      cleanAt = Math.max(CLEAN_AT_LEAST, 2 * pending.size());
    }
    Pending first = pending.peek();
    return first == null ? Long.MAX_VALUE : Math.min(first.due, now + LOOK_ROUND_NANOS);
  }

  private void rest(long nanos) {
    if (looksAt == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }
}
