package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The clock of deadlines. It has a thread of its own: a deadline must strike although every loop is
 * busy. Those who set an alarm leave it in a queue and wake the thread only if it would be late, so
 * that nobody waits for it, and an alarm that is given up before its time costs next to nothing.
 *
 * <p>Threading: from any thread, a loop's own included.
 */
final class Alarms {
  /** So long at most does what was set and given up again stand in the queue. */
  private static final long LOOK_ROUND_NANOS = 100_000_000;

  private static final int CLEAN_AT_LEAST = 1024;

  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final Alarms ALARMS = new Alarms();

  private final Queue<Alarm> incoming = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Alarm> pending = new PriorityQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("outrigger-deadlines").unstarted(this::run);
  private int cleanAt = CLEAN_AT_LEAST;
  private volatile long looksAt = Long.MAX_VALUE;

  private Alarms() {
    thread.setContextClassLoader(null);
    thread.start();
  }

  /** One thing to do once, unless it is given up. */
  static final class Alarm implements Comparable<Alarm> {
    private final long due;
    private volatile @Nullable Runnable action;

    private Alarm(long due, Runnable action) {
      this.due = due;
      this.action = action;
    }

    /** It may run all the same if it is due just now. */
    void giveUp() {
      action = null;
    }

    @Override
    public int compareTo(Alarm other) {
      return Long.compare(due, other.due);
    }
  }

  /**
   * Does this on the clock's thread.
   *
   * @param instant as of {@link Deadlines#after}
   * @param action must not wait
   */
  static Alarm at(long instant, Runnable action) {
    Alarm alarm = new Alarm(instant, action);
    ALARMS.incoming.add(alarm);
    if (instant < ALARMS.looksAt) {
      LockSupport.unpark(ALARMS.thread);
    }
    return alarm;
  }

  private void run() {
    while (true) {
      looksAt = Long.MIN_VALUE;
      sortIn();
      long now = Deadlines.now();
      strike(now);
      looksAt = next(now);
      // Looked at after the hand is set: either this sees what has come, or whoever left it the
      // hand.
      if (incoming.isEmpty()) {
        rest(looksAt - now);
      }
    }
  }

  private void sortIn() {
    for (Alarm alarm = incoming.poll(); alarm != null; alarm = incoming.poll()) {
      if (alarm.action != null) {
        pending.add(alarm);
      }
    }
  }

  private void strike(long now) {
    for (Alarm alarm = pending.peek(); alarm != null && alarm.due <= now; alarm = pending.peek()) {
      pending.remove();
      Runnable action = alarm.action;
      if (action != null) {
        try {
          action.run();
        } catch (RuntimeException | Error bug) {
          LOG.log(Level.ERROR, "what was to happen at a deadline failed", bug);
        }
      }
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
    Alarm first = pending.peek();
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
