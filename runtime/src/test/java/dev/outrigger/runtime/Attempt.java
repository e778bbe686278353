package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One row of the table, carried out by a task. */
final class Attempt {
  /** So many times as long is the second deadline. */
  private static final long LATER = 3;

  private final CancellationTableTest.Row row;
  private final long millis;
  private final Set<Causes> causes;
  private final Map<Causes, Scope> scopes = new EnumMap<>(Causes.class);
  private final CountDownLatch siblingBegan = new CountDownLatch(1);
  private final CountDownLatch siblingEnds = new CountDownLatch(1);
  private @Nullable Cancellation seen;
  private @Nullable Throwable atTheWait;
  private @Nullable Throwable thrown;

  Attempt(CancellationTableTest.Row row, long millis) {
    this.row = row;
    this.millis = millis;
    this.causes = EnumSet.of(row.first(), row.second());
  }

  boolean run() {
    try {
      boolean _ =
          deadline(
              Causes.OUTER_DEADLINE, () -> cancellable(Causes.OUTER_CANCELLATION, this::group));
    } catch (Throwable e) {
      thrown = e;
    }
    // What was meant for the scopes is not met behind them.
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    return true;
  }

  private boolean deadline(Causes cause, Callable<Boolean> body) throws Exception {
    if (!causes.contains(cause)) {
      return body.call();
    }
    boolean outer = cause == Causes.OUTER_DEADLINE;
    // The second one comes later.
    long factor = cause == row.first() ? 1 : LATER;
    return Scope.timeout(
        Causes.length(outer, millis * factor),
        () -> {
          scopes.put(cause, Scope.current().orElseThrow());
          return body.call();
        });
  }

  private boolean cancellable(Causes cause, Callable<Boolean> body) throws Exception {
    Scope scope = new Scope();
    scopes.put(cause, scope);
    return scope.run(body);
  }

  private boolean group() throws Exception {
    return TaskGroup.run(group -> {
      scopes.put(Causes.FAILURE_OF_A_SIBLING, group.scope());
      var _ = group.spawn("sibling", () -> Scope.shield(this::sibling));
      try {
        siblingBegan.await();
        return row.shielded() ? Scope.shield(this::inside) : inside();
      } finally {
        siblingEnds.countDown();
      }
    });
  }

  /** Cancellations don't reach it, so that it can fail whenever it is its turn. */
  private boolean sibling() throws Exception {
    siblingBegan.countDown();
    siblingEnds.await();
    if (causes.contains(Causes.FAILURE_OF_A_SIBLING)) {
      throw new IOException("the sibling failed");
    }
    return true;
  }

  private boolean inside() throws Exception {
    return deadline(
        Causes.INNER_DEADLINE, () -> cancellable(Causes.INNER_CANCELLATION, this::await));
  }

  private boolean await() throws Exception {
    Thread trigger = Thread.ofPlatform().daemon().start(this::triggerUpToTheEnder);
    try {
      row.kind().forEver();
      throw new AssertionError("the wait ended by itself");
    } catch (Throwable e) {
      atTheWait = e;
      seen = Scope.current().flatMap(Scope::cancellation).orElse(null);
      return Scope.shield(() -> {
        trigger.join();
        strike(row.first());
        strike(row.second());
        throw e;
      });
    }
  }

  private void triggerUpToTheEnder() {
    try {
      strike(row.first());
      if (row.ender() != row.first()) {
        strike(row.ender());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns once it has come. */
  private void strike(Causes cause) throws InterruptedException {
    Scope scope = Objects.requireNonNull(scopes.get(cause));
    switch (cause) {
      case OUTER_CANCELLATION, INNER_CANCELLATION -> scope.cancel(cause.asked());
      case FAILURE_OF_A_SIBLING -> siblingEnds.countDown();
      case OUTER_DEADLINE, INNER_DEADLINE -> {}
    }
    while (!scope.isCancelled()) {
      Thread.sleep(0, 200_000);
    }
  }

  /** Whether what was to end the wait did. */
  boolean wasInOrder() {
    return told(row.ender()) || causes.stream().noneMatch(Causes::isDeadline);
  }

  private boolean told(Causes cause) {
    long length = cause == row.first() || !cause.isDeadline() ? millis : LATER * millis;
    return Optional.ofNullable(seen).filter(why -> cause.isTold(why, length)).isPresent();
  }

  void verify() {
    assertThat(told(row.ender())).as("seen at the wait: %s", seen).isTrue();
    if (row.kind().throwsInterrupted(Objects.requireNonNull(atTheWait))) {
      assertThat(atTheWait).isInstanceOf(InterruptedException.class);
    } else {
      assertThat(atTheWait)
          .isInstanceOfSatisfying(
              CancelledException.class, e -> assertThat(e.cancellation()).isEqualTo(seen));
    }
    if (causes.contains(Causes.OUTER_DEADLINE)) {
      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(thrown).hasMessage(reasonOf(Causes.OUTER_DEADLINE));
    } else if (causes.contains(Causes.FAILURE_OF_A_SIBLING)) {
      assertThat(thrown).isInstanceOf(IOException.class).hasMessage("the sibling failed");
    } else if (causes.contains(Causes.INNER_DEADLINE) && isTheInnerDeadlines()) {
      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(thrown).hasMessage(reasonOf(Causes.INNER_DEADLINE));
    } else {
      assertThat(thrown).isSameAs(atTheWait);
    }
  }

  /** Unless its scope was cancelled from further out before. */
  private boolean isTheInnerDeadlines() {
    return row.shielded() || row.first() != Causes.OUTER_CANCELLATION;
  }

  private String reasonOf(Causes cause) {
    return Optional.ofNullable(scopes.get(cause))
        .flatMap(Scope::cancellation)
        .map(Cancellation::reason)
        .orElse("never struck");
  }
}
