package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tasks that failed and wait for their next try. They count as queued, and their deadlines run.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Retrial {
  private final Surroundings out;
  private final Timers timers;
  private final Counts counts;
  private final Backoff backoff;
  private final Consumer<Job> due;
  private final Map<Job, Timers.Timer> waiting = new LinkedHashMap<>();

  Retrial(Surroundings out, Timers timers, Counts counts, Backoff backoff, Consumer<Job> due) {
    this.out = out;
    this.timers = timers;
    this.counts = counts;
    this.backoff = backoff;
    this.due = due;
  }

  /** Whether this failure is not the last word; then the task comes back when its pause is over. */
  boolean takes(Job job, FailureCause cause, Delivery delivery) {
    Optional<Duration> pause =
        backoff.next(job.terms().retries(), job.attempts().retried(), cause, delivery);
    pause.ifPresent(time -> {
      counts.retried();
      job.isTriedAgain(cause, delivery);
      waiting.put(
          job,
          timers.at(
              Timers.after(out.now(), time),
              () -> {
                waiting.remove(job);
                due.accept(job);
              }));
    });
    return pause.isPresent();
  }

  void remove(Job job) {
    Timers.Timer timer = waiting.remove(job);
    if (timer != null) {
      timer.cancel();
    }
  }

  int size() {
    return waiting.size();
  }

  void clear() {
    waiting.values().forEach(Timers.Timer::cancel);
    waiting.clear();
  }
}
