package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comes back from busy workers: answers, and tasks that had not begun.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Returns {
  private final Surroundings out;
  private final Family family;
  private final Register register;
  private final Counts counts;
  private final Crew crew;
  private final Upkeep upkeep;
  private final Dispatcher queue;
  private final Losses losses;
  private final Sickbay sickbay;

  Returns(
      Surroundings out,
      Family family,
      Register register,
      Counts counts,
      Crew crew,
      Upkeep upkeep,
      Dispatcher queue,
      Losses losses,
      Sickbay sickbay) {
    this.out = out;
    this.family = family;
    this.register = register;
    this.counts = counts;
    this.crew = crew;
    this.upkeep = upkeep;
    this.queue = queue;
    this.losses = losses;
    this.sickbay = sickbay;
  }

  void started(Worker worker, long task) {
    Job job = worker.job().orElse(null);
    if (task == Worker.INITIALIZER && worker.is(Worker.State.STARTING)) {
      return;
    }
    if (job != null && job.id() == task && !job.attempts().begun()) {
      job.begins();
    } else {
      crew.distrust(worker, "a start of task " + task);
    }
  }

  /** The task whose answer is to be read now, if it is. */
  Optional<Job> answered(Worker worker, Frame answer) {
    Optional<Job> inside = worker.load().finishInside(answer.task());
    Job job = inside.or(worker::job).orElse(null);
    if (job == null || job.id() != answer.task()) {
      crew.distrust(worker, "an answer to task " + answer.task());
      return Optional.empty();
    }
    family.answered(job);
    if (inside.isPresent()) {
      counts.answered(job.attempts().heldFor(out.now()).toNanos(), answer.payload().length);
    } else {
      finishFirst(worker, job, answer);
    }
    sickbay.survived(job.key(), job, !job.stopping().isOrdered());
    releaseIfFree(worker);
    if (register.endedByOrder(job, List.of())) {
      return Optional.empty();
    }
    job.answered(answer.payload().length);
    return Optional.of(job);
  }

  private void finishFirst(Worker worker, Job job, Frame answer) {
    long time = worker.load().finishFirst(out.now());
    job.pace().took(time);
    counts.answered(time, answer.payload().length);
    worker.fitness().taskDone();
    job.begins();
  }

  private void releaseIfFree(Worker worker) {
    if (worker.load().isEmpty() && worker.is(Worker.State.BUSY)) {
      if (worker.isOutOfService()) {
        crew.setAside(worker);
        return;
      }
      crew.release(worker);
      upkeep.retireIfRelieved(worker);
    }
  }

  void givenBack(Worker worker, List<Long> tasks, boolean recalled) {
    if (recalled) {
      worker.recalls().answered();
    }
    List<Job> jobs = new ArrayList<>();
    for (long task : tasks) {
      worker
          .load()
          .take(task)
          .filter(job -> !register.endedByOrder(job, List.of()))
          .ifPresent(jobs::add);
    }
    queue.putBack(jobs);
    releaseIfFree(worker);
  }

  void decoded(Job job, Decoded answer) {
    switch (answer) {
      case Decoded.Value(@Nullable Object value) -> register.returned(job, value);
      case Decoded.Thrown(Throwable thrown) ->
          losses.fail(
              job, new FailureCause.TaskThrew(thrown), job.attempts().delivery(), List.of());
      case Decoded.Untransferred(String why, Delivery delivery) ->
          losses.fail(job, new FailureCause.TransferFailed(why), delivery, List.of());
    }
  }
}
