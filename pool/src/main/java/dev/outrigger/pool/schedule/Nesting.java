package dev.outrigger.pool.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * Tasks that were submitted by tasks. They end with their parent at the latest. The queue's
 * capacity does not count them, for what waits for them was admitted already.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Nesting {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Surroundings out;
  private final Timers timers;
  private final Family family;
  private final Dispatcher queue;
  private final Crew crew;
  private final Counts counts;

  Nesting(
      Surroundings out, Timers timers, Family family, Dispatcher queue, Crew crew, Counts counts) {
    this.out = out;
    this.timers = timers;
    this.family = family;
    this.queue = queue;
    this.crew = crew;
    this.counts = counts;
  }

  /** Whether the child is one of this task's from now on. */
  boolean adopts(Job parent, int number, Job child) {
    if (!parent.is(Job.Stage.HELD)) {
      counts.rejected();
      out.ended(child, new Ending.Cancelled(parent + ", which had asked for it, has ended"));
      return false;
    }
    Worker worker = parent.worker().orElseThrow();
    if (!family.adopt(parent, number, child)) {
      crew.distrust(worker, "a second nested task " + number + " of " + parent);
      return false;
    }
    if (worker.load().size() > 1 && !worker.recalls().isOpen()) {
      // It will wait, and what was sent ahead would wait with it.
      worker.recall();
    }
    if (family.watch(parent)) {
      watch(parent);
    }
    return true;
  }

  /** A thread of this task waits for this child. */
  void await(Job parent, int number) {
    family
        .child(parent, number)
        .ifPresent(child -> {
          family.of(child).ifPresent(Family.Kin::await);
          queue.await(child);
        });
  }

  /** The child that is no longer needed, if it may be stopped where it is now. */
  Optional<Job> abandoned(Job parent, int number, boolean running) {
    return family.child(parent, number).filter(child -> running || child.is(Job.Stage.QUEUED));
  }

  /** Its thread may wait in a way that we don't know, such as for the first of several. */
  private void watch(Job parent) {
    var _ =
        timers.at(
            Timers.after(out.now(), PATIENCE),
            () -> {
              helpOut(parent);
              if (family.isParent(parent)) {
                watch(parent);
              } else {
                family.endWatch(parent);
              }
            });
  }

  private void helpOut(Job parent) {
    boolean helped =
        family.children(parent).stream()
            .anyMatch(
                child -> child.worker().isPresent() && child.worker().equals(parent.worker()));
    if (!helped) {
      family.children(parent).stream()
          .filter(queue::hasNested)
          .findFirst()
          .ifPresent(queue::handInside);
    }
  }
}
