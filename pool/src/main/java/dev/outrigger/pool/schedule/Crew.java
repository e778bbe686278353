package dev.outrigger.pool.schedule;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The worker processes of the pool: as many as {@link Sizing} wants, in slots that are filled again
 * when their worker is dead. A worker that is to leave keeps its slot and no longer counts.
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
  private final Owner owner;
  private final Map<Integer, Worker> bySlot = new TreeMap<>();
  private final List<Timers.Timer> pauses = new ArrayList<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final StartupTrouble trouble = new StartupTrouble();
  private final RandomGenerator random;

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
    this.random = random;
    this.plan = plan;
    this.out = out;
    this.timers = timers;
    this.counts = counts;
    this.owner = owner;
  }

  /** Starts what is lacking, but for what waits for its next try. */
  void fill() {
    if (!owner.hires()) {
      return;
    }
    for (int lacking = lacking(); lacking > 0; lacking--) {
      grow();
    }
  }

  private int lacking() {
    return plan.sizing().needed(count(Worker.State.BUSY)) - present() - pauses.size();
  }

  /** Starts one more. */
  void grow() {
    int slot = 1;
    while (bySlot.containsKey(slot)) {
      slot++;
    }
    fill(slot);
  }

  boolean grows(int queued, long longestWait) {
    return owner.hires()
        && plan.sizing()
            .grows(present() + pauses.size(), count(Worker.State.STARTING), queued, longestWait);
  }

  /** Those that stay or whose place is not free yet. */
  int present() {
    return (int) bySlot.values().stream().filter(worker -> !worker.leaves()).count();
  }

  private int count(Worker.State state) {
    return (int)
        bySlot.values().stream().filter(worker -> worker.is(state) && !worker.leaves()).count();
  }

  boolean shrinks(long idled) {
    int up = idle.size() + count(Worker.State.BUSY) + count(Worker.State.STARTING);
    return plan.sizing().shrinks(up, count(Worker.State.BUSY), idled);
  }

  Optional<Worker> idlest() {
    return Optional.ofNullable(idle.peekLast());
  }

  /** Whether one of those that are up may go, and there are still enough. */
  boolean canSpareOne() {
    int busy = busy();
    return busy + idle.size() > plan.sizing().needed(busy);
  }

  /** With those that are to leave; without those that are cut off, so that a spare steps in. */
  private int busy() {
    return (int) bySlot.values().stream().filter(Worker::computes).count();
  }

  private void fill(int slot) {
    Worker worker =
        new Worker(
            slot, counts.workerStarted(), timers, new Fitness(plan.recycling(), random, out.now()));
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

  void giveUpPauses() {
    pauses.forEach(Timers.Timer::cancel);
    pauses.clear();
  }

  void ready(Worker worker) {
    trouble.ready();
    worker.alarm().clear();
    worker.to(Worker.State.READY);
    worker.idlesSince(out.now());
    idle.push(worker);
  }

  /**
   * The one that this key likes best, or else the one that was busy most recently: its caches are
   * the warmest.
   */
  Worker takeIdle(Optional<String> affinity) {
    if (affinity.isEmpty() || idle.size() == 1) {
      return idle.pop();
    }
    int home = Affinity.home(affinity.get(), idle.stream().map(Worker::slot).toList());
    Worker worker = idle.stream().filter(one -> one.slot() == home).findFirst().orElseThrow();
    idle.remove(worker);
    return worker;
  }

  /** Whether the worker that this key likes best of all is idle. */
  boolean isHomeIdle(String key) {
    List<Integer> slots =
        bySlot.values().stream()
            .filter(worker -> worker.is(Worker.State.READY) || worker.is(Worker.State.BUSY))
            .map(Worker::slot)
            .toList();
    int home = Affinity.home(key, slots);
    return idle.stream().anyMatch(worker -> worker.slot() == home);
  }

  /** Whether one is idle and may be busy as well. */
  boolean mayRun() {
    return !idle.isEmpty() && (bySlot.size() <= plan.size() || busy() < plan.size());
  }

  void release(Worker worker) {
    worker.alarm().clear();
    worker.to(Worker.State.READY);
    worker.idlesSince(out.now());
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
              owner.died(worker, Death.unheardOf());
            });
  }

  /** It said what no worker says. */
  void distrust(Worker worker, String what) {
    worker.condemn("unexpected in the protocol: " + what);
    kill(worker);
  }

  void killAll() {
    List.copyOf(bySlot.values()).forEach(this::kill);
  }

  void bury(Worker worker, String reason) {
    worker.alarm().clear();
    worker.stall().clear();
    worker.hang().clear();
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
