package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.events.TaskAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is told of a task when it has ended.
 *
 * <p>Threading: under the scheduler's lock.
 */
public final class Aftermath {
  private Aftermath() {}

  /** Its end in figures. */
  public static TaskAccount account(Job job, long now, Ending ending) {
    String outcome =
        switch (ending) {
          case Ending.Returned _ -> "RETURNED";
          case Ending.Failed failed -> failed.cause().label();
          case Ending.Cancelled _ -> "CANCELLED";
        };
    Optional<String> delivery =
        ending instanceof Ending.Failed failed
            ? Optional.of(failed.delivery().name())
            : Optional.empty();
    boolean held = job.worker().isPresent();
    return new TaskAccount(
        job.id(),
        job.name(),
        worker(job),
        Duration.ofNanos((held ? job.attempts().heldSince() : now) - job.submittedAt()),
        held ? job.attempts().heldFor(now) : Duration.ZERO,
        outcome,
        delivery,
        job.parcel().size(),
        job.answerSize(),
        job.caller().trace());
  }

  /** What speaks for the cause of its failure. */
  static Evidence evidence(Job job, long now, List<String> output) {
    return new Evidence(
        worker(job),
        job.worker().map(Worker::pid).orElse(OptionalLong.empty()),
        Duration.ofNanos(now - job.submittedAt()),
        job.stopping().stack(),
        job.stopping().heapUsed(),
        output,
        job.attempts().earlier());
  }

  private static Optional<String> worker(Job job) {
    return job.worker().map(Worker::toString);
  }
}
