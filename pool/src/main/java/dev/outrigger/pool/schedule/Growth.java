package dev.outrigger.pool.schedule;

import java.time.Duration;

/**
 * Starts workers for tasks that have waited too long, and lets those go that have had nothing to do
 * for too long.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Growth {
  private static final Duration LEAST = Duration.ofMillis(10);

  private final Sizing sizing;
  private final Surroundings out;
  private final Crew crew;
  private final Dispatcher queue;
  private final Alarm grow;
  private final Alarm shrink;

  Growth(Sizing sizing, Surroundings out, Timers timers, Crew crew, Dispatcher queue) {
    this.sizing = sizing;
    this.out = out;
    this.crew = crew;
    this.queue = queue;
    this.grow = new Alarm(timers);
    this.shrink = new Alarm(timers);
  }

  /** Something was handed out, has ended or has come in. */
  void changed() {
    if (sizing.spares() > 0) {
      crew.hiring().fill();
    }
    if (!sizing.elastic()) {
      return;
    }
    growIfDue();
    if (!shrink.isSet() && crew.roster().idlest().isPresent()) {
      shrinkLater(sizing.idleTimeout());
    }
  }

  private void growIfDue() {
    int queued = queue.size();
    if (queued == 0) {
      grow.clear();
    } else if (crew.hiring().grows(queued, queue.longestWait())) {
      crew.hiring().grow();
      growLater(sizing.growAfter());
    } else if (!grow.isSet() && crew.roster().present() < sizing.ceiling()) {
      growLater(sizing.growAfter().minusNanos(queue.longestWait()));
    }
  }

  private void growLater(Duration wait) {
    // Never at once: what could be started at once has been.
    Duration pause = wait.compareTo(LEAST) < 0 ? LEAST : wait;
    grow.set(Timers.after(out.now(), pause), this::growIfDue);
  }

  private void shrinkLater(Duration wait) {
    shrink.set(Timers.after(out.now(), wait), this::shrinkIfDue);
  }

  private void shrinkIfDue() {
    while (crew.roster().idlest().isPresent()) {
      Worker idlest = crew.roster().idlest().get();
      long idled = out.now() - idlest.fitness().idleSince();
      if (idled < sizing.idleTimeout().toNanos()) {
        shrinkLater(sizing.idleTimeout().minusNanos(idled));
        return;
      }
      if (!crew.roster().shrinks(idled)) {
        return;
      }
      crew.retire(idlest);
    }
  }

  void stop() {
    grow.clear();
    shrink.clear();
  }
}
