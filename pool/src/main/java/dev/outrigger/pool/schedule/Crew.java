package dev.outrigger.pool.schedule;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The worker processes of the pool: one slot each, filled again when its worker dies.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Crew {
  private static final Duration RETIREMENT = Duration.ofSeconds(2);
  private static final Duration UNHEARD = Duration.ofSeconds(5);

  private final Plan plan;
  private final Surroundings out;
  private final Timers timers;
  private final Counts counts;
  private final Deaths deaths;
  private final Map<Integer, Worker> bySlot = new TreeMap<>();
  private final Map<Integer, Timers.Timer> pauses = new TreeMap<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final StartupTrouble trouble = new StartupTrouble();

  /** Who must hear that a worker the crew has given up on is dead. */
  interface Deaths {
    void died(Worker worker, Death death);
  }

  Crew(Plan plan, Surroundings out, Timers timers, Counts counts, Deaths deaths) {
    this.plan = plan;
    this.out = out;
    this.timers = timers;
    this.counts = counts;
    this.deaths = deaths;
  }

  /** Starts a worker in each slot that has none and is not waiting for its next try. */
  void fill() {
    for (int slot = 1; slot <= plan.size(); slot++) {
      if (!bySlot.containsKey(slot) && !pauses.containsKey(slot)) {
        fill(slot);
      }
    }
  }

  private void fill(int slot) {
    Worker worker = new Worker(slot, counts.workerStarted(), timers);
    bySlot.put(slot, worker);
    worker.attach(out.spawn(worker));
    worker
        .alarm()
        .set(
            Timers.after(out.now(), plan.startupTimeout()),
            () -> {
              worker.condemn("it was not ready within " + plan.startupTimeout());
              kill(worker);
            });
  }

  /** Fills the slot, at once or after a pause if start-ups keep failing. */
  void replace(int slot) {
    if (trouble.pause().isZero()) {
      fill(slot);
      return;
    }
    pauses.put(
        slot,
        timers.at(
            Timers.after(out.now(), trouble.pause()),
            () -> {
              pauses.remove(slot);
              fill(slot);
            }));
  }

  void giveUpPauses() {
    pauses.values().forEach(Timers.Timer::cancel);
    pauses.clear();
  }

  void ready(Worker worker) {
    trouble.ready();
    worker.alarm().clear();
    worker.to(Worker.State.READY);
    idle.push(worker);
  }

  /** The worker that was busy most recently: its caches are the warmest. */
  Worker takeIdle() {
    return idle.pop();
  }

  boolean hasIdle() {
    return !idle.isEmpty();
  }

  void release(Worker worker) {
    worker.alarm().clear();
    worker.to(Worker.State.READY);
    idle.push(worker);
  }

  /** Asks it to leave; kills it if it stays. */
  void retire(Worker worker) {
    setAside(worker);
    worker.tellToLeave();
    worker.alarm().set(Timers.after(out.now(), RETIREMENT), () -> kill(worker));
  }

  /** No task for this one any more. */
  void setAside(Worker worker) {
    idle.remove(worker);
    worker.to(Worker.State.RETIRING);
  }

  /** Lets every worker go that has nothing to do and will not get anything. */
  void retireIdle() {
    for (Worker worker : List.copyOf(bySlot.values())) {
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
    idle.remove(worker);
    worker.to(Worker.State.KILLING);
    worker.kill();
    worker
        .alarm()
        .set(
            Timers.after(out.now(), UNHEARD),
            () -> {
              out.log(
                  Level.WARNING,
                  worker + " did not go within " + UNHEARD.toSeconds() + " s of SIGKILL");
              deaths.died(worker, Death.unheardOf());
            });
  }

  void killAll() {
    List.copyOf(bySlot.values()).forEach(this::kill);
  }

  void bury(Worker worker, String reason) {
    worker.alarm().clear();
    worker.stall().clear();
    worker.lookAtLedger();
    idle.remove(worker);
    worker.to(Worker.State.DEAD);
    bySlot.remove(worker.slot());
    if (!worker.everReady()) {
      trouble.failed(reason);
    }
  }

  Collection<Worker> workers() {
    return bySlot.values();
  }

  boolean isEmpty() {
    return bySlot.isEmpty() && pauses.isEmpty();
  }

  /** Why no worker gets ready; empty while there is hope. */
  Optional<String> hopeless() {
    boolean hope =
        !trouble.lasting()
            || bySlot.values().stream()
                .anyMatch(worker ->
                    worker.is(Worker.State.STARTING)
                        || worker.is(Worker.State.READY)
                        || worker.is(Worker.State.BUSY));
    return hope ? Optional.empty() : Optional.of(trouble.reason());
  }
}
