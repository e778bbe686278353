package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the tasks of a dead worker: the one that had begun fails, the others run
 * elsewhere.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Losses {
  /** How often a task may lose its worker before it begins; more is no accident. */
  static final int MAX_ATTEMPTS = 3;

  private final Register register;
  private final Counts counts;
  private final Dispatcher queue;
  private final Retrial retrial;
  private final Sickbay sickbay;
  private final Surroundings out;
  private final Family family;

  Losses(
      Surroundings out,
      Family family,
      Register register,
      Counts counts,
      Dispatcher queue,
      Retrial retrial,
      Sickbay sickbay) {
    this.out = out;
    this.family = family;
    this.register = register;
    this.counts = counts;
    this.queue = queue;
    this.retrial = retrial;
    this.sickbay = sickbay;
  }

  /** A task failed: for good, unless it is to be tried again. */
  void fail(Job job, FailureCause cause, Delivery delivery, List<String> output) {
    family.answered(job);
    if (!retrial.takes(job, cause, delivery)) {
      register.failed(job, cause, delivery, output);
    }
  }

  void bear(Worker worker, Death death, FailureCause cause) {
    for (Job job : worker.load().takeInside()) {
      if (!register.endedByOrder(job, death.output())) {
        register.failed(job, cause, death.output());
      }
    }
    List<Job> unhurt = new ArrayList<>();
    boolean next = true;
    for (Job job : worker.load().takeAll()) {
      if (!register.endedByOrder(job, death.output())) {
        if (mayRunAgain(job, next)) {
          counts.requeued();
          unhurt.add(job);
        } else {
          blame(job);
          Delivery delivery = death.answerCut() ? Delivery.RESULT_LOST : job.attempts().delivery();
          fail(job, cause, delivery, death.output());
        }
      }
      next = false;
    }
    queue.putBack(unhurt);
  }

  /** A key with too many deaths is shut, and what waits of it fails at once. */
  private void blame(Job job) {
    long now = out.now();
    if (!job.attempts().begun() || !sickbay.died(job.key(), now)) {
      return;
    }
    out.log(Level.WARNING, sickbay.notice(job.key()));
    for (Job other : queue.all()) {
      if (other.key().equals(job.key())) {
        queue.remove(other);
        register.failed(other, sickbay.refuses(job.key(), now).orElseThrow(), List.of());
      }
    }
  }

  /** A task that was sent ahead has nothing to do with the death. */
  private static boolean mayRunAgain(Job job, boolean next) {
    return !job.attempts().begun() && (!next || job.attempts().lostBeforeItBegan() < MAX_ATTEMPTS);
  }
}
