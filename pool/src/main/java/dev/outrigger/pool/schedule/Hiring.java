package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wording.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Starts workers: as many as {@link Sizing} wants, after a pause where start-ups keep failing.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Hiring {
  private final Plan plan;
  private final Surroundings out;
  private final Timers timers;
  private final Counts counts;
  private final RandomGenerator random;
  private final Roster roster;
  private final BooleanSupplier wanted;
  private final Consumer<Worker> late;
  private final List<Timers.Timer> pauses = new ArrayList<>();
  private final StartupTrouble trouble = new StartupTrouble();

  /** While new ones are wanted; who is not ready in time is late. */
  Hiring(
      Plan plan,
      Surroundings out,
      Timers timers,
      Counts counts,
      RandomGenerator random,
      Roster roster,
      BooleanSupplier wanted,
      Consumer<Worker> late) {
    this.plan = plan;
    this.out = out;
    this.timers = timers;
    this.counts = counts;
    this.random = random;
    this.roster = roster;
    this.wanted = wanted;
    this.late = late;
  }

  /** Starts what is lacking, but for what waits for its next try. */
  void fill() {
    if (!wanted.getAsBoolean()) {
      return;
    }
    for (int lacking = lacking(); lacking > 0; lacking--) {
      grow();
    }
  }

  private int lacking() {
    int needed = plan.sizing().needed(roster.count(Worker.State.BUSY));
    return needed - roster.present() - pauses.size();
  }

  boolean grows(int queued, long longestWait) {
    int alive = roster.present() + pauses.size();
    return wanted.getAsBoolean()
        && plan.sizing().grows(alive, roster.count(Worker.State.STARTING), queued, longestWait);
  }

  /** Starts one more. */
  void grow() {
    Fitness fitness = new Fitness(plan.recycling(), random, out.now());
    Worker worker = new Worker(roster.freeSlot(), counts.workerStarted(), timers, fitness);
    roster.add(worker);
    worker.attach(out.spawn(worker));
    worker
        .alarms()
        .step()
        .set(
            Timers.after(out.now(), plan.startupTimeout()),
            () -> {
              worker.condemn(
                  (worker.initializes() ? "its initializer was not done" : "it was not ready")
                      + " within "
                      + Amounts.time(plan.startupTimeout()));
              late.accept(worker);
            });
  }

  /** Starts what is lacking, at once or one after a pause if start-ups keep failing. */
  void replace() {
    if (trouble.pause().isZero()) {
      fill();
    } else if (lacking() > 0) {
      List<Timers.Timer> timer = new ArrayList<>();
      timer.add(
          timers.at(
              Timers.after(out.now(), trouble.pause()),
              () -> {
                pauses.removeAll(timer);
                fill();
              }));
      pauses.addAll(timer);
    }
  }

  boolean pauses() {
    return !pauses.isEmpty();
  }

  void giveUpPauses() {
    pauses.forEach(Timers.Timer::cancel);
    pauses.clear();
  }

  void succeeded() {
    trouble.ready();
  }

  void failed(String reason) {
    trouble.failed(reason);
  }

  /** Why no worker gets ready; empty while there is hope. */
  Optional<String> hopeless() {
    boolean hope =
        !trouble.lasting()
            || roster.workers().stream()
                .anyMatch(worker ->
                    worker.is(Worker.State.STARTING)
                        || worker.is(Worker.State.READY)
                        || worker.is(Worker.State.BUSY));
    return hope ? Optional.empty() : Optional.of(trouble.reason());
  }
}
