package dev.outrigger.pool.schedule;

import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * The submitters that wait since the queue was full. Their tasks are in the queue already, beyond
 * its capacity, so that deadlines, priorities and cancels mean what they always mean; who waits is
 * let go when there is room, or when its task has left the queue.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Door {
  private final int capacity;
  private final Surroundings out;
  private final LinkedHashSet<Job> outside = new LinkedHashSet<>();

  Door(int capacity, Surroundings out) {
    this.capacity = capacity;
    this.out = out;
  }

  void waits(Job job) {
    job.isHeldUp();
    outside.add(job);
  }

  int size() {
    return outside.size();
  }

  /** Lets in who may. */
  void open(int queued) {
    if (outside.isEmpty()) {
      return;
    }
    for (Iterator<Job> all = outside.iterator(); all.hasNext(); ) {
      Job job = all.next();
      if (!job.is(Job.Stage.QUEUED)) {
        all.remove();
        out.admitted(job);
      }
    }
    while (!outside.isEmpty() && queued - outside.size() < capacity) {
      out.admitted(outside.removeFirst());
    }
  }
}
