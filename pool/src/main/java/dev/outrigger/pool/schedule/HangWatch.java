package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;

/**
 * Finds workers that are alive and do nothing: stopped by a signal, swapped out, deadlocked in the
 * JVM. One that has not begun the task that it was sent, or has not answered a recall, within the
 * time for it is killed; what it had not begun goes to others. One that has begun may compute for
 * as long as it likes, unless its process is seen to stand still twice, that time apart.
 *
 * <p>One timer for each worker, which looks and is set again, rather than one for each task.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class HangWatch {
  private final Duration limit;
  private final Surroundings out;
  private final Crew crew;

  HangWatch(Duration limit, Surroundings out, Crew crew) {
    this.limit = limit;
    this.out = out;
    this.crew = crew;
  }

  /** It was given a task. */
  void watch(Worker worker) {
    if (!worker.alarms().hang().isSet()) {
      lookAfter(worker, limit.toNanos());
    }
  }

  private void lookAfter(Worker worker, long nanos) {
    worker
        .alarms()
        .hang()
        .set(Timers.after(out.now(), Duration.ofNanos(nanos)), () -> look(worker));
  }

  private void look(Worker worker) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    worker.lookAtLedger();
    if (worker.job().isEmpty()) {
      // Only something that ran inside another is left.
      lookAfter(worker, limit.toNanos());
      return;
    }
    Job first = worker.job().get();
    long left = limit.toNanos() - (out.now() - worker.load().lastChange());
    if (!first.attempts().begun() && left <= 0) {
      kill(worker, false, "it did not take up " + first + " within " + Amounts.time(limit));
    } else if (worker.recalls().isStillOpen()) {
      // It was open a whole period ago.
      kill(worker, false, "it did not give back its tasks within " + Amounts.time(limit));
    } else {
      if (first.attempts().begun()) {
        worker.pid().ifPresent(pid -> out.observe(worker, pid));
      }
      lookAfter(worker, first.attempts().begun() || left <= 0 ? limit.toNanos() : left);
    }
  }

  /** Whether its process stands still now. */
  void observed(Worker worker, boolean still) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    if (still && worker.stoodStill()) {
      kill(
          worker,
          true,
          "its process was stopped by a signal and stayed so for " + Amounts.time(limit));
    }
    worker.stoodStill(still);
  }

  private void kill(Worker worker, boolean stopped, String reason) {
    worker.verdict().give(new FailureCause.Hung(limit, stopped), reason);
    crew.kill(worker);
  }
}
