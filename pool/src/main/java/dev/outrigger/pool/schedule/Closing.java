package dev.outrigger.pool.schedule;

/**
 * The end of the pool: what was submitted is finished, or all of it ends now; then the workers
 * leave.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Closing {
  private final Surroundings out;
  private final Register register;
  private final Dispatcher queue;
  private final Retrial retrial;
  private final Crew crew;
  private final Upkeep upkeep;
  private final Growth growth;
  private boolean open = true;
  private boolean aborted;
  private boolean terminated;

  Closing(
      Surroundings out,
      Register register,
      Dispatcher queue,
      Retrial retrial,
      Crew crew,
      Upkeep upkeep,
      Growth growth) {
    this.out = out;
    this.register = register;
    this.queue = queue;
    this.retrial = retrial;
    this.crew = crew;
    this.upkeep = upkeep;
    this.growth = growth;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether there is, or may yet be, work for new workers. */
  boolean hires() {
    return !aborted && (open || !nothingWaits());
  }

  /** Whether the end of this worker is no loss. */
  boolean expects(Worker worker) {
    boolean told = worker.toldToLeave() || (!open && nothingWaits());
    return aborted || (told && worker.job().isEmpty());
  }

  private boolean nothingWaits() {
    return queue.isEmpty() && retrial.size() == 0;
  }

  void close() {
    open = false;
  }

  void abort() {
    open = false;
    aborted = true;
    String reason = "the pool was aborted";
    queue.clear();
    retrial.clear();
    for (Job job : register.unfinished()) {
      if (!job.is(Job.Stage.HELD)) {
        register.cancelled(job, reason);
      } else if (!job.stopping().isOrdered()) {
        job.stopping().cancel(reason);
      }
    }
    crew.killAll();
  }

  /** What is known of the tasks and workers may be wrong: nothing is left to its course. */
  void breakDown(String reason) {
    open = false;
    aborted = true;
    queue.clear();
    retrial.clear();
    for (Job job : register.unfinished()) {
      register.cancelled(job, reason);
    }
    crew.killAll();
    upkeep.stop();
    growth.stop();
    if (!terminated) {
      terminated = true;
      out.terminated();
    }
  }

  void leaveIfDone() {
    if (open || !nothingWaits()) {
      return;
    }
    crew.hiring().giveUpPauses();
    crew.retireIdle();
    if (crew.isEmpty() && register.isEmpty() && !terminated) {
      terminated = true;
      upkeep.stop();
      growth.stop();
      out.terminated();
    }
  }
}
