package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.wording.Amounts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All tasks from acceptance to their end: the one place where a task ends, so it ends once, is
 * counted once and its owner hears of it once.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Register {
  private static final long AT_ONCE = Duration.ofSeconds(1).toNanos();

  private final Surroundings out;
  private final Counts counts;
  private final Sickbay sickbay;
  private final Family family;
  private final Set<Job> unfinished = new LinkedHashSet<>();
  private String lastCancelled = "";
  private long lastCancelledAt;

  Register(Surroundings out, Counts counts, Sickbay sickbay, Family family) {
    this.family = family;
    this.sickbay = sickbay;
    this.out = out;
    this.counts = counts;
  }

  void accept(Job job) {
    counts.submitted();
    unfinished.add(job);
  }

  boolean isEmpty() {
    return unfinished.isEmpty();
  }

  List<Job> unfinished() {
    return List.copyOf(unfinished);
  }

  void returned(Job job, @Nullable Object value) {
    end(job, new Ending.Returned(value));
  }

  void failed(Job job, FailureCause cause, List<String> output) {
    failed(job, cause, job.attempts().delivery(), output);
  }

  void failed(Job job, FailureCause cause, Delivery delivery, List<String> output) {
    end(job, new Ending.Failed(cause, delivery, Aftermath.evidence(job, out.now(), output)));
  }

  void expired(Job job, List<String> output) {
    boolean beingRead = job.is(Job.Stage.ANSWERED);
    Delivery delivery = beingRead ? Delivery.RESULT_LOST : job.attempts().delivery();
    failed(job, job.deadline(), delivery, output);
  }

  /** What the caller or the clock ordered counts, however the task then came to its end. */
  boolean endedByOrder(Job job, List<String> output) {
    if (job.stopping().cancelled().isPresent()) {
      cancelled(job, job.stopping().cancelled().get());
    } else if (job.stopping().expired()) {
      expired(job, output);
    }
    return job.stopping().isOrdered();
  }

  void cancelled(Job job, String reason) {
    String where =
        switch (job.phase()) {
          case QUEUED -> "queued";
          case RUNNING, DONE ->
              "running for %s on %s"
                  .formatted(
                      Amounts.time(job.attempts().heldFor(out.now())),
                      job.worker().map(Worker::toString).orElse("no worker"));
        };
    out.log(
        repeats(job, reason) ? Level.DEBUG : Level.INFO,
        job + " cancelled while " + where + ": " + reason);
    end(job, new Ending.Cancelled(reason));
  }

  /** Whoever closes a stream cancels many tasks at once: the first stands for all of them. */
  private boolean repeats(Job job, String reason) {
    String what = job.name() + ": " + reason;
    long now = out.now();
    boolean again = what.equals(lastCancelled) && now - lastCancelledAt < AT_ONCE;
    lastCancelled = what;
    lastCancelledAt = now;
    return again;
  }

  private void end(Job job, Ending ending) {
    if (!unfinished.remove(job)) {
      throw new IllegalStateException(job + " ended twice");
    }
    TaskPhase where = job.phase();
    job.end();
    family.ended(job);
    sickbay.survived(job.key(), job, false);
    counts.ended(ending, where);
    out.ended(job, ending);
  }
}
