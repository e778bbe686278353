package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tasks that end before they have answered: cancelled, late, left alone, or without a worker that
 * could ever run them.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class EarlyEnds {
  private final Family family;
  private final Register register;
  private final Dispatcher queue;
  private final Retrial retrial;
  private final Losses losses;
  private final StopLadder ladder;
  private final Hiring hiring;
  private final Door door;
  private final Closing closing;

  EarlyEnds(
      Family family,
      Register register,
      Dispatcher queue,
      Retrial retrial,
      Losses losses,
      StopLadder ladder,
      Hiring hiring,
      Door door,
      Closing closing) {
    this.family = family;
    this.register = register;
    this.queue = queue;
    this.retrial = retrial;
    this.losses = losses;
    this.ladder = ladder;
    this.hiring = hiring;
    this.door = door;
    this.closing = closing;
  }

  /** Tells whether it will end as cancelled. */
  boolean cancel(Job job, String reason) {
    return switch (job.stage()) {
      case QUEUED, ANSWERED -> {
        endNow(job, lost -> register.cancelled(lost, reason));
        yield true;
      }
      case HELD -> {
        boolean cancelled = ladder.cancel(job, reason);
        if (cancelled) {
          family.children(job).forEach(child -> cancel(child, job + " was cancelled: " + reason));
        }
        yield cancelled;
      }
      case ENDED -> false;
    };
  }

  /** Not for a task that is being ended. */
  boolean liftDeadline(Job job) {
    boolean inTime = !job.is(Job.Stage.ENDED) && !job.stopping().isOrdered();
    if (inTime) {
      job.liftDeadline();
    }
    return inTime;
  }

  void expire(Job job) {
    switch (job.stage()) {
      case QUEUED, ANSWERED -> endNow(job, lost -> register.expired(lost, List.of()));
      case HELD -> ladder.expire(job);
      case ENDED -> {}
    }
  }

  /** A nested task does not outlive the one that had asked for it. */
  void cancelOrphans() {
    for (Optional<Job> next = family.nextOrphan(); next.isPresent(); next = family.nextOrphan()) {
      var _ = cancel(next.get(), "the task that had asked for it has ended");
    }
  }

  void failQueueIfHopeless() {
    hiring
        .hopeless()
        .ifPresent(reason -> {
          for (Job job : queue.all()) {
            FailureCause cause = new FailureCause.StartupFailed(reason);
            endNow(job, lost -> losses.fail(lost, cause, lost.attempts().delivery(), List.of()));
          }
        });
  }

  private void endNow(Job job, Consumer<Job> end) {
    queue.remove(job);
    retrial.remove(job);
    end.accept(job);
    door.open(queue.sizeOfOuter());
    leaveIfDone();
  }

  /** The pool may have waited for the end of these only. */
  void leaveIfDone() {
    cancelOrphans();
    closing.leaveIfDone();
  }
}
