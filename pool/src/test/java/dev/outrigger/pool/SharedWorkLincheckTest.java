package dev.outrigger.pool;

import java.util.Optional;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * A computation of {@link ResultCache} whose callers come and go: whatever they do at once, exactly
 * one is the last to leave, and after him nobody can join.
 */
public class SharedWorkLincheckTest {
  private final SharedWork work = new SharedWork(Optional.empty(), (_, _) -> {});

  /** Another caller wants the same; tells whether he may wait for it. */
  @Operation
  public boolean join() {
    return work.join(Optional.empty()).isPresent();
  }

  /** One of those who wait no longer does; tells whether others still wait. */
  @Operation
  public boolean leave() {
    return work.leave(_ -> {});
  }

  @Test
  void exactlyOneIsTheLastToLeaveAndNobodyJoinsAfterHim() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(SharedWorkLincheckTest.class);
  }
}
