package dev.outrigger.pool.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that one worker holds, in the order in which it runs them. The first one runs, or will
 * in a moment; the others were sent ahead, so that a worker with short tasks need not wait for
 * each.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Load {
  private static final int MOST = 64;
  private static final long AHEAD_NANOS = 1_000_000;

  private final Deque<Job> jobs = new ArrayDeque<>();
  private final Map<Long, Job> inside = new LinkedHashMap<>();
  private long expectedNanos;
  private long lastChange;

  /** Whether one more quick task would not have to wait for long. */
  boolean hasRoomFor(Job job) {
    return jobs.size() < MOST && expectedNanos + job.pace().nanos() <= AHEAD_NANOS;
  }

  long expectedNanos() {
    return expectedNanos;
  }

  void add(Job job, long now) {
    if (jobs.isEmpty()) {
      lastChange = now;
    }
    jobs.addLast(job);
    // A pace that is not known yet is far above the limit: nothing is sent ahead behind it.
    expectedNanos = job.pace().isQuick() ? expectedNanos + job.pace().nanos() : AHEAD_NANOS;
  }

  Optional<Job> first() {
    return Optional.ofNullable(jobs.peekFirst());
  }

  /** The first has answered; tells how long that took. */
  long finishFirst(long now) {
    Job done = jobs.removeFirst();
    long time = now - lastChange;
    lastChange = now;
    recount(done);
    return time;
  }

  Optional<Job> take(long task) {
    Optional<Job> found = jobs.stream().filter(job -> job.id() == task).findFirst();
    found.ifPresent(job -> {
      jobs.remove(job);
      recount(job);
    });
    return found;
  }

  private void recount(Job gone) {
    expectedNanos =
        jobs.isEmpty()
            ? 0
            : Math.max(0, expectedNanos - Math.min(gone.pace().nanos(), expectedNanos));
  }

  /** All of them, for good. */
  List<Job> takeAll() {
    List<Job> all = new ArrayList<>(jobs);
    jobs.clear();
    expectedNanos = 0;
    return all;
  }

  /** Those up to and including this task have begun, if it is among them. */
  void markBegun(long task) {
    if (jobs.stream().anyMatch(job -> job.id() == task)) {
      for (Job job : jobs) {
        job.begins();
        if (job.id() == task) {
          return;
        }
      }
    }
  }

  /** It runs inside the task that waits for it. */
  void addInside(Job job) {
    inside.put(job.id(), job);
  }

  /** One that ran inside another has answered, if it was one. */
  Optional<Job> finishInside(long task) {
    return Optional.ofNullable(inside.remove(task));
  }

  /** All that run inside others, for good. */
  List<Job> takeInside() {
    List<Job> all = new ArrayList<>(inside.values());
    inside.clear();
    return all.reversed();
  }

  boolean hasInside() {
    return !inside.isEmpty();
  }

  /** The one of this number that has begun or may have. */
  Optional<Job> running(long task) {
    Optional<Job> first = first().filter(job -> job.id() == task);
    return first.isPresent() ? first : Optional.ofNullable(inside.get(task));
  }

  /** The one at work: the others wait for it. */
  Optional<Job> innermost() {
    return inside.isEmpty() ? first() : inside.values().stream().reduce((_, last) -> last);
  }

  int size() {
    return jobs.size();
  }

  boolean isEmpty() {
    return jobs.isEmpty() && inside.isEmpty();
  }

  /** Since when the first one is the first. */
  long lastChange() {
    return lastChange;
  }
}
