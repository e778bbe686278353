package dev.outrigger.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until it is told to jump. */
final class VirtualTime implements Timekeeper {
  private final ConcurrentSkipListMap<Due, Runnable> alarms = new ConcurrentSkipListMap<>();
  private final AtomicLong set = new AtomicLong();
  private volatile long now;

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
    Due due = new Due(instant, set.incrementAndGet());
    alarms.put(due, action);
    return () -> alarms.remove(due);
  }

  /** Goes on to the next alarm, and lets it strike; false if there is none. */
  boolean jump() {
    Map.Entry<Due, Runnable> next = alarms.pollFirstEntry();
    if (next == null) {
      return false;
    }
    now = Math.max(now, next.getKey().instant());
    next.getValue().run();
    return true;
  }
}
