package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Retries;
import dev.outrigger.pool.Retries.On;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Applies {@link Retries}: whether a failed task is run again, and after which pause. */
final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The pause before the next try of a task that was tried again that often; empty: no more. */
  Optional<Duration> next(Retries rules, int retried, FailureCause cause, Delivery delivery) {
    if (retried >= rules.times() || !covers(rules, cause, delivery)) {
      return Optional.empty();
    }
    return Optional.of(pause(rules, retried));
  }

  private static boolean covers(Retries rules, FailureCause cause, Delivery delivery) {
    return switch (cause) {
      case FailureCause.DeadlineExceeded _,
          FailureCause.Quarantined _,
          FailureCause.TransferFailed _ ->
          false;
      case FailureCause.TaskThrew _ -> rules.on().contains(On.THROWN);
      case FailureCause.HeapOutOfMemory _,
          FailureCause.MetaspaceOutOfMemory _,
          FailureCause.MemoryLimit _ ->
          rules.on().contains(group(delivery, On.OUT_OF_MEMORY));
      case FailureCause.OsKill _,
          FailureCause.NativeCrash _,
          FailureCause.Exit _,
          FailureCause.StartupFailed _,
          FailureCause.Hung _,
          FailureCause.ProtocolBroken _ ->
          rules.on().contains(group(delivery, On.WORKER_LOST));
    };
  }

  private static On group(Delivery delivery, On whereStarted) {
    return switch (delivery) {
      case NOT_STARTED -> On.NOT_STARTED;
      case STARTED -> whereStarted;
      case RESULT_LOST -> On.RESULT_LOST;
    };
  }

  private Duration pause(Retries rules, int retried) {
    long first = rules.pause().toNanos();
    long doubled =
        retried > MAX_DOUBLINGS || first > Long.MAX_VALUE >> retried
            ? Long.MAX_VALUE
            : first << retried;
    long whole = Math.min(doubled, rules.longestPause().toNanos());
    return Duration.ofNanos(whole - (long) (whole / 2.0 * random.nextDouble()));
  }
}
