package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.Definition;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who gets what is in the queue: an idle worker first. When all are busy, a short task is sent
 * ahead to a worker that has little to do, so that the worker finds it without a trip to the
 * parent. A wrong guess is put right: a worker whose first task takes longer than thought is told
 * to give the others back.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Dispatcher {
  private static final Duration STALL = Duration.ofMillis(5);

  private final Surroundings out;
  private final Crew crew;
  private final Register register;
  private final Counts counts;
  private final Sickbay sickbay;
  private final Upkeep upkeep;
  private final HangWatch hangWatch;
  private final TaskQueue<Job> queue;
  private final Family family;

  /** Nested tasks; those that were admitted wait for them, so they go first. */
  private final LinkedHashSet<Job> nested = new LinkedHashSet<>();

  /** Those of them for which a thread of their parent waits. */
  private final LinkedHashSet<Job> awaited = new LinkedHashSet<>();

  Dispatcher(
      Plan plan,
      Surroundings out,
      Crew crew,
      Register register,
      Counts counts,
      Sickbay sickbay,
      Upkeep upkeep,
      HangWatch hangWatch,
      Family family) {
    this.family = family;
    this.out = out;
    this.crew = crew;
    this.register = register;
    this.counts = counts;
    this.sickbay = sickbay;
    this.upkeep = upkeep;
    this.hangWatch = hangWatch;
    this.queue = new TaskQueue<>(plan.ageing());
  }

  void add(Job job) {
    Optional<Family.Kin> kin = family.of(job);
    if (kin.isPresent()) {
      nested.addLast(job);
      kin.filter(Family.Kin::awaited).ifPresent(_ -> awaited.add(job));
    } else {
      queue.add(job, job.terms().place(), out.now());
    }
  }

  /** A thread waits for it. */
  void await(Job job) {
    if (nested.contains(job)) {
      awaited.add(job);
    }
  }

  boolean hasNested(Job job) {
    return nested.contains(job);
  }

  /** Back to the front: these were taken from it before. */
  void putBack(List<Job> jobs) {
    for (Job job : jobs.reversed()) {
      sickbay.survived(job.key(), job, false);
      job.backToQueue();
      Optional<Family.Kin> kin = family.of(job);
      if (kin.isPresent()) {
        nested.addFirst(job);
        kin.filter(Family.Kin::awaited).ifPresent(_ -> awaited.add(job));
      } else {
        queue.addFirst(job);
      }
    }
  }

  void remove(Job job) {
    if (nested.remove(job)) {
      awaited.remove(job);
    } else {
      queue.remove(job);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty() && nested.isEmpty();
  }

  int size() {
    return queue.size() + nested.size();
  }

  /** How many wait that the pool was given from outside. */
  int sizeOfOuter() {
    return queue.size();
  }

  long longestWait() {
    return queue.longestWait(out.now());
  }

  List<Job> all() {
    return Stream.concat(nested.stream(), queue.all().stream()).toList();
  }

  void clear() {
    nested.clear();
    awaited.clear();
    queue.clear();
  }

  void dispatch() {
    while (!isEmpty()) {
      long now = out.now();
      boolean idle = crew.roster().mayRun();
      Job job = first(idle, now);
      if (endedBeforeItBegan(job, now)) {
        continue;
      }
      Optional<Worker> worker =
          idle
              ? Optional.of(crew.roster().takeIdle(job.terms().place().affinity()))
              : workerFor(job);
      if (worker.isEmpty()) {
        break;
      }
      if (nested.contains(job)) {
        remove(job);
      } else {
        queue.take(job, now);
      }
      hand(worker.get(), job, now);
    }
    // No worker is free for these: they go to the threads that would do nothing but wait for them.
    for (Job job : List.copyOf(awaited)) {
      handInside(job);
    }
  }

  private Job first(boolean idle, long now) {
    return nested.isEmpty()
        ? queue.peek(key -> !idle || crew.roster().isHomeIdle(key), now).orElseThrow()
        : nested.getFirst();
  }

  /** Has it run inside its parent, if that can still run anything. */
  void handInside(Job job) {
    Family.Kin kin = family.of(job).orElseThrow();
    Optional<Worker> holder =
        kin.parent().worker().filter(worker -> worker.runsInside(kin.parent()));
    if (holder.isEmpty()) {
      return;
    }
    remove(job);
    long now = out.now();
    Worker worker = holder.get();
    worker.load().addInside(job);
    job.heldBy(worker, now);
    sickbay.goes(job.key(), job);
    worker.send(job.frameInside(kin, now));
    counts.sent(job);
    job.begins();
  }

  private boolean endedBeforeItBegan(Job job, long now) {
    if (job.deadlineAt() <= now) {
      remove(job);
      register.expired(job, List.of());
      return true;
    }
    Optional<FailureCause> refused = sickbay.refuses(job.key(), now);
    refused.ifPresent(cause -> {
      remove(job);
      register.failed(job, cause, List.of());
    });
    return refused.isPresent();
  }

  /** Behind a task that waits for its own it would wait as well. */
  private Optional<Worker> workerFor(Job job) {
    if (!job.pace().isQuick() || family.of(job).isPresent()) {
      return Optional.empty();
    }
    return crew.roster().workers().stream()
        .filter(worker -> worker.takesMore(job) && worker.job().filter(family::isParent).isEmpty())
        .min(Comparator.comparingLong(worker -> worker.load().expectedNanos()));
  }

  private void hand(Worker worker, Job job, long now) {
    if (worker.is(Worker.State.READY)) {
      worker.to(Worker.State.BUSY);
    }
    job.parcel().function().filter(worker::learns).map(Definition::frame).ifPresent(worker::send);
    worker.load().add(job, now);
    job.heldBy(worker, now);
    sickbay.goes(job.key(), job);
    worker.send(job.frame(now));
    counts.sent(job);
    if (worker.load().size() == 2) {
      watch(worker);
    }
    hangWatch.watch(worker);
    upkeep.handed(worker);
  }

  private void watch(Worker worker) {
    worker
        .alarms()
        .stall()
        .set(
            Timers.after(worker.load().lastChange(), STALL),
            () -> {
              if (!worker.is(Worker.State.BUSY) || worker.load().size() < 2) {
                return;
              }
              if (out.now() - worker.load().lastChange() < STALL.toNanos()) {
                watch(worker);
              } else {
                worker.recall();
              }
            });
  }
}
