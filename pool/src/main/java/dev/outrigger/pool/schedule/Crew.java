package dev.outrigger.pool.schedule;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The worker processes of the pool, from the time when they are ready until they are dead; {@link
 * Hiring} starts them, {@link Roster} knows them.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Crew {
  private static final Duration RETIREMENT = Duration.ofSeconds(2);
  private static final Duration UNHEARD = Duration.ofSeconds(5);

  private final Surroundings out;
  private final Owner owner;
  private final Roster roster;
  private final Hiring hiring;

  /** Who knows about the work: hears that a worker the crew has given up on is dead. */
  interface Owner {
    void died(Worker worker, Death death);

    /** Whether there is, or may yet be, work for new ones. */
    boolean hires();
  }

  Crew(
      Plan plan,
      Surroundings out,
      Timers timers,
      Counts counts,
      RandomGenerator random,
      Owner owner) {
    this.out = out;
    this.owner = owner;
    roster = new Roster(plan.sizing());
    hiring = new Hiring(plan, out, timers, counts, random, roster, owner::hires, this::kill);
  }

  /** Who is in it. */
  Roster roster() {
    return roster;
  }

  /** How others get into it. */
  Hiring hiring() {
    return hiring;
  }

  void ready(Worker worker) {
    hiring.succeeded();
    release(worker);
  }

  void release(Worker worker) {
    worker.alarms().step().clear();
    worker.to(Worker.State.READY);
    worker.fitness().idlesSince(out.now());
    roster.isIdle(worker);
  }

  /** Asks it to leave; kills it if it stays. */
  void retire(Worker worker) {
    setAside(worker);
    worker.tellToLeave();
    worker.alarms().step().set(Timers.after(out.now(), RETIREMENT), () -> kill(worker));
  }

  /** No task for this one any more. */
  void setAside(Worker worker) {
    roster.isNotIdle(worker);
    worker.to(Worker.State.RETIRING);
  }

  /** Lets every worker go that has nothing to do and will not get anything. */
  void retireIdle() {
    for (Worker worker : List.copyOf(roster.workers())) {
      if (worker.is(Worker.State.READY)) {
        retire(worker);
      } else if (worker.is(Worker.State.STARTING)) {
        kill(worker);
      }
    }
  }

  void kill(Worker worker) {
    if (worker.is(Worker.State.KILLING) || worker.is(Worker.State.DEAD)) {
      return;
    }
    roster.isNotIdle(worker);
    worker.to(Worker.State.KILLING);
    worker.kill();
    worker
        .alarms()
        .step()
        .set(
            Timers.after(out.now(), UNHEARD),
            () -> {
              out.log(
                  Level.WARNING,
                  worker + " did not go within " + UNHEARD.toSeconds() + " s of SIGKILL");
              owner.died(worker, Death.unheardOf());
            });
  }

  /** It said what no worker says. */
  void distrust(Worker worker, String what) {
    worker.condemn("unexpected in the protocol: " + what);
    kill(worker);
  }

  void killAll() {
    List.copyOf(roster.workers()).forEach(this::kill);
  }

  void bury(Worker worker, String reason) {
    worker.alarms().clear();
    worker.lookAtLedger();
    worker.to(Worker.State.DEAD);
    roster.remove(worker);
    if (!worker.everReady()) {
      hiring.failed(reason);
    }
  }

  boolean isEmpty() {
    return roster.isEmpty() && !hiring.pauses();
  }
}
