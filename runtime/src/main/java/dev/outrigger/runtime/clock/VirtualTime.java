package dev.outrigger.runtime.clock;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until it is told to jump. */
public final class VirtualTime implements Timekeeper {
  /** Time for more than a dozen of them. */
  private static final long REMINDERS_ALONE_NANOS = 10_000_000_000L;

  private final ConcurrentSkipListMap<Due, Runnable> alarms = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Due, Runnable> reminders = new ConcurrentSkipListMap<>();
  private final AtomicLong set = new AtomicLong();
  private volatile long now;
  // By the thread that lets it jump only.
  private long lastProgress;

  /** Of two at the same instant the one that was set first comes first. */
  private record Due(long instant, long number) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(instant, other.instant);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  @Override
  public long now() {
    return now;
  }

  @Override
  public Alarm at(long instant, Runnable action) {
    return set(alarms, instant, action);
  }

  @Override
  public Alarm remind(long instant, Runnable action) {
    return set(reminders, instant, action);
  }

  private Alarm set(Map<Due, Runnable> where, long instant, Runnable action) {
    Due due = new Due(instant, set.incrementAndGet());
    where.put(due, action);
    return () -> where.remove(due);
  }

  /** Something came from elsewhere: reminders may help once more. */
  public void goOn() {
    lastProgress = now;
  }

  /**
   * Goes on to the next alarm or reminder, and lets it strike; false if there is none, or only
   * reminders that have not helped for long.
   */
  public boolean jump() {
    Map.Entry<Due, Runnable> alarm = alarms.firstEntry();
    Map.Entry<Due, Runnable> reminder = reminders.firstEntry();
    if (reminder != null && (alarm == null || reminder.getKey().compareTo(alarm.getKey()) < 0)) {
      return (alarm != null || now - lastProgress < REMINDERS_ALONE_NANOS)
          && strike(reminders, reminder);
    }
    if (alarm == null) {
      return false;
    }
    boolean struck = strike(alarms, alarm);
    lastProgress = now;
    return struck;
  }

  private boolean strike(Map<Due, Runnable> where, Map.Entry<Due, Runnable> next) {
    // Nothing if a thread outside has just given it up: there was something, all the same.
    Runnable action = where.remove(next.getKey());
    if (action != null) {
      now = Math.max(now, next.getKey().instant());
      action.run();
    }
    return true;
  }
}
