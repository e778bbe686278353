package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.Definition;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  Dispatcher(
      Plan plan,
      Surroundings out,
      Crew crew,
      Register register,
      Counts counts,
      Sickbay sickbay,
      Upkeep upkeep,
      HangWatch hangWatch) {
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
    queue.add(job, job.terms().place(), out.now());
  }

  /** Back to the front: these were taken from it before. */
  void putBack(List<Job> jobs) {
    for (Job job : jobs.reversed()) {
      sickbay.survived(job.key(), job, false);
      job.backToQueue();
      queue.addFirst(job);
    }
  }

  void remove(Job job) {
    queue.remove(job);
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return queue.size();
  }

  long longestWait() {
    return queue.longestWait(out.now());
  }

  List<Job> all() {
    return queue.all();
  }

  void clear() {
    queue.clear();
  }

  void dispatch() {
    while (!queue.isEmpty()) {
      long now = out.now();
      boolean idle = crew.mayRun();
      Job job = queue.peek(key -> !idle || crew.isHomeIdle(key), now).orElseThrow();
      if (endedBeforeItBegan(job, now)) {
        continue;
      }
      Optional<Worker> worker =
          idle ? Optional.of(crew.takeIdle(job.terms().place().affinity())) : workerFor(job);
      if (worker.isEmpty()) {
        return;
      }
      queue.take(job, now);
      hand(worker.get(), job, now);
    }
  }

  private boolean endedBeforeItBegan(Job job, long now) {
    if (job.deadlineAt() <= now) {
      queue.remove(job);
      register.expired(job, List.of());
      return true;
    }
    Optional<FailureCause> refused = sickbay.refuses(job.key(), now);
    refused.ifPresent(cause -> {
      queue.remove(job);
      register.failed(job, cause, List.of());
    });
    return refused.isPresent();
  }

  private Optional<Worker> workerFor(Job job) {
    if (!job.pace().isQuick()) {
      return Optional.empty();
    }
    return crew.workers().stream()
        .filter(worker -> worker.takesMore(job))
        .min(Comparator.comparingLong(worker -> worker.load().expectedNanos()));
  }

  private void hand(Worker worker, Job job, long now) {
    if (worker.is(Worker.State.READY)) {
      worker.to(Worker.State.BUSY);
    }
    job.work().function().filter(worker::learns).map(Definition::frame).ifPresent(worker::send);
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
