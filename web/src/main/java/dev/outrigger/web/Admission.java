package dev.outrigger.web;

import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.Scope;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Refuses work at once that would still stand in the pool's queue when its time is up. */
final class Admission {
  private Admission() {}

  /**
   * @throws Problem 503 if a task would wait longer than it has
   */
  static void check(ProcessPool pool, TaskOptions options, Scope scope) {
    Optional<Duration> left = nearest(options.deadline(), current(scope).remaining());
    if (left.isEmpty()) {
      return;
    }
    Duration wait = pool.statistics().estimatedWait();
    if (wait.compareTo(left.get()) > 0) {
      throw Problem.of(
              503,
              String.format(
                  Locale.ROOT,
                  "The workers are busy: this would wait about %.1f s, and has %.1f s",
                  wait.toMillis() / 1e3,
                  left.get().toMillis() / 1e3))
          .header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
    }
  }

  // A route's own deadline is a scope inside of the request's.
  private static Scope current(Scope ofRequest) {
    return Scope.current().orElse(ofRequest);
  }

  private static Optional<Duration> nearest(Optional<Duration> one, Optional<Duration> other) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().compareTo(other.get()) < 0 ? one : other;
    }
    return one.or(() -> other);
  }
}
