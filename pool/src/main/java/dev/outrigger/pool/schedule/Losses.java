package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
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

  Losses(Register register, Counts counts, Dispatcher queue) {
    this.register = register;
    this.counts = counts;
    this.queue = queue;
  }

  void bear(Worker worker, Death death, FailureCause cause) {
    List<Job> unhurt = new ArrayList<>();
    boolean next = true;
    for (Job job : worker.load().takeAll()) {
      if (!register.endedByOrder(job, death.output())) {
        if (mayRunAgain(job, next)) {
          counts.requeued();
          unhurt.add(job);
        } else {
          Delivery delivery = death.answerCut() ? Delivery.RESULT_LOST : job.delivery();
          register.failed(job, cause, delivery, death.output());
        }
      }
      next = false;
    }
    queue.putBack(unhurt);
  }

  /** A task that was sent ahead has nothing to do with the death. */
  private static boolean mayRunAgain(Job job, boolean next) {
    return !job.begun() && (!next || job.lostBeforeItBegan() < MAX_ATTEMPTS);
  }
}
