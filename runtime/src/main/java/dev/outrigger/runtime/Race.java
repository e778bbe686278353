package dev.outrigger.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Several that run against each other. Each leaves its outcome in a queue, whoever runs the race
 * takes them out one by one; what is left there when all have ended belongs to nobody and is
 * closed.
 */
final class Race<T extends @Nullable Object> {
  private final BlockingQueue<Outcome<T>> ended = new LinkedBlockingQueue<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Loop loop;
  private final boolean onlySuccessWins;

  Race(Loop loop, boolean onlySuccessWins) {
    this.loop = loop;
    this.onlySuccessWins = onlySuccessWins;
  }

  T run(Duration stagger, List<? extends Callable<T>> bodies) throws Exception {
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("nobody can win: there are no bodies");
    }
    if (stagger.isNegative()) {
      throw new IllegalArgumentException("a stagger cannot be negative, but was " + stagger);
    }
    Optional<Outcome<T>> winner = Optional.empty();
    try {
      winner =
          TaskGroup.run(group -> {
            Optional<Outcome<T>> first = first(group, stagger, bodies);
            group.cancel("another was first");
            return first;
          });
    } finally {
      ended.forEach(this::discard);
    }
    Outcome<T> result = winner.orElseGet(() -> new Outcome.Failure<>(failures.removeFirst()));
    if (!(result instanceof Outcome.Success)) {
      suppressOthers(result);
    }
    return result.orThrow();
  }

  /** Empty if all failed, where only success wins. */
  private Optional<Outcome<T>> first(
      TaskGroup group, Duration stagger, List<? extends Callable<T>> bodies) throws Exception {
    int started = 0;
    while (failures.size() < bodies.size()) {
      if (started < bodies.size()) {
        start(group, started, bodies.get(started));
        started++;
      }
      Optional<Outcome<T>> end = started < bodies.size() ? poll(stagger) : Optional.of(take());
      if (end.isPresent() && isWin(end.get())) {
        return end;
      }
      end.ifPresent(this::noteFailure);
    }
    return Optional.empty();
  }

  private void start(TaskGroup group, int number, Callable<T> body) {
    var _ = group.spawnOn(loop, "race-" + number, () -> ended.add(Outcome.of(body)));
  }

  private Outcome<T> take() throws InterruptedException {
    try {
      return ended.take();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  private Optional<Outcome<T>> poll(Duration stagger) throws Exception {
    if (stagger.isZero()) {
      return Optional.ofNullable(ended.poll());
    }
    Callable<Outcome<T>> next = this::take;
    try {
      return Optional.of(Scope.timeout(stagger, next));
    } catch (TimeoutException itsTimeIsOver) {
      return Optional.empty();
    }
  }

  private boolean isWin(Outcome<T> outcome) {
    return !onlySuccessWins || outcome instanceof Outcome.Success;
  }

  private void noteFailure(Outcome<T> outcome) {
    switch (outcome) {
      case Outcome.Success<T> _ -> {}
      case Outcome.Failure<T>(Throwable thrown) -> failures.add(thrown);
      case Outcome.Cancelled<T>(Throwable thrown) -> failures.add(thrown);
    }
  }

  private void discard(Outcome<T> loser) {
    if (loser instanceof Outcome.Success<T>(AutoCloseable open)) {
      try {
        Scope.shield(() -> {
          open.close();
          return true;
        });
      } catch (Exception e) {
        failures.add(e);
      }
    } else {
      noteFailure(loser);
    }
  }

  @SuppressWarnings("ReferenceEquality") // an exception cannot be suppressed in itself
  private void suppressOthers(Outcome<T> result) {
    Throwable thrown =
        result instanceof Outcome.Failure<T>(Throwable failure)
            ? failure
            : ((Outcome.Cancelled<T>) result).thrown();
    for (Throwable other : failures) {
      if (other != thrown) {
        thrown.addSuppressed(other);
      }
    }
  }
}
