package dev.outrigger.pool.schedule;

import dev.outrigger.pool.WhenFull;

/**
 * Takes tasks in, or not.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Gate {
  private final Plan plan;
  private final Surroundings out;
  private final Counts counts;
  private final Register register;
  private final Crew crew;
  private final Dispatcher queue;
  private final Door door;
  private final Pace.Book paces = new Pace.Book();

  Gate(
      Plan plan,
      Surroundings out,
      Counts counts,
      Register register,
      Crew crew,
      Dispatcher queue,
      Door door) {
    this.plan = plan;
    this.out = out;
    this.counts = counts;
    this.register = register;
    this.crew = crew;
    this.queue = queue;
    this.door = door;
  }

  /** A nested task: room was made for what waits for it. */
  void admitNested(Job job) {
    register.accept(job);
    job.goesAt(paces.of(job.name()));
    queue.add(job);
  }

  Admission admit(Job job, boolean open, boolean mayWait) {
    if (!open) {
      counts.rejected();
      throw Refusals.closed(out.pool());
    }
    boolean full = !crew.roster().mayRun() && queue.sizeOfOuter() >= plan.queueCapacity();
    WhenFull rule = mayWait ? plan.whenFull() : WhenFull.REJECT;
    if (full && rule == WhenFull.REJECT) {
      counts.rejected();
      throw Refusals.full(out.pool(), plan.size(), queue.size());
    }
    register.accept(job);
    job.goesAt(paces.of(job.name()));
    if (full && rule == WhenFull.CALLER_RUNS) {
      counts.callerRuns();
      job.runsAtItsCaller();
      return Admission.RUN_IT;
    }
    queue.add(job);
    if (full) {
      door.waits(job);
      return Admission.WAIT;
    }
    return Admission.ACCEPTED;
  }
}
