package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One thing ends a wait, and another one comes before the scopes around it are left: for every pair
 * of these, with and without a shield, at every kind of wait. From the outside inwards there are: a
 * deadline, a scope, a group with a sibling, perhaps a shield, a deadline, a scope, the wait.
 */
@Timeout(60)
class CancellationTableTest {
  private static final Map<TaskBackend, OnOneLoop> LOOPS = new EnumMap<>(TaskBackend.class);

  @BeforeAll
  static void startTheLoops() {
    for (TaskBackend backend : TaskBackend.values()) {
      LOOPS.put(backend, OnOneLoop.with(backend));
    }
  }

  @AfterAll
  static void stopThem() {
    LOOPS.values().forEach(OnOneLoop::close);
  }

  record Row(TaskBackend backend, Waits kind, Causes first, Causes second, boolean shielded) {
    /** The cause that reaches the wait first. */
    Causes ender() {
      return shielded && !first.isInner() ? second : first;
    }

    @Override
    public String toString() {
      return kind
          + ": "
          + first
          + (second == first ? "" : " then " + second)
          + (shielded ? ", shielded" : "")
          + ", "
          + backend;
    }
  }

  static Stream<Row> rows() {
    Stream.Builder<Row> all = Stream.builder();
    for (TaskBackend backend : TaskBackend.values()) {
      for (Waits kind : Waits.values()) {
        for (Causes first : Causes.values()) {
          for (Causes second : Causes.values()) {
            all.add(new Row(backend, kind, first, second, false));
            // Nothing from outside ends a wait in a shield, so there is one inside.
            if (first.isInner() || second.isInner()) {
              all.add(new Row(backend, kind, first, second, true));
            }
          }
        }
      }
    }
    return all.build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void whoComesFirstEndsTheWaitAndTheOutermostIsThrown(Row row) throws Exception {
    OnOneLoop one = Objects.requireNonNull(LOOPS.get(row.backend()));
    long millis = 1;
    Attempt attempt = new Attempt(row, millis);
    within(one.start(attempt::run));
    while (!attempt.wasInOrder() && millis < 1_000) {
      // One was a deadline, and this machine was too slow for it.
      millis *= 4;
      attempt = new Attempt(row, millis);
      within(one.start(attempt::run));
    }
    attempt.verify();
  }
}
