package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Definition;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The queue of the pool, and who gets what is in it: an idle worker first. When all are busy, a
 * short task is sent ahead to a worker that has little to do, so that the worker finds it without a
 * trip to the parent. A wrong guess is put right: a worker whose first task takes longer than
 * thought is told to give the others back.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Dispatcher {
  private static final Duration STALL = Duration.ofMillis(5);

  private final Surroundings out;
  private final Crew crew;
  private final Register register;
  private final LinkedHashSet<Job> queue = new LinkedHashSet<>();

  Dispatcher(Surroundings out, Crew crew, Register register) {
    this.out = out;
    this.crew = crew;
    this.register = register;
  }

  void add(Job job) {
    queue.addLast(job);
  }

  /** Back to the front: these were taken from it before. */
  void putBack(List<Job> jobs) {
    for (Job job : jobs.reversed()) {
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

  List<Job> all() {
    return List.copyOf(queue);
  }

  void clear() {
    queue.clear();
  }

  void dispatch() {
    while (!queue.isEmpty()) {
      Job job = queue.getFirst();
      long now = out.now();
      if (job.deadlineAt() <= now) {
        queue.removeFirst();
        register.expired(job, List.of());
        continue;
      }
      Optional<Worker> worker = crew.hasIdle() ? Optional.of(crew.takeIdle()) : workerFor(job);
      if (worker.isEmpty()) {
        return;
      }
      queue.removeFirst();
      hand(worker.get(), job, now);
    }
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
    worker.send(job.frame(now));
    if (worker.load().size() == 2) {
      watch(worker);
    }
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
