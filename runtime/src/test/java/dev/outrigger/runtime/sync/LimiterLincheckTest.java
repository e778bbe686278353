package dev.outrigger.runtime.sync;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Permits are taken, waited for in vain and given back while the total changes. */
public class LimiterLincheckTest {
  private final Limiter limiter = Limiter.of(1);
  private final Queue<Limiter.Permit> held = new ConcurrentLinkedQueue<>();

  /** Gets in line if it must, and gives up at once. */
  @Operation
  public void acquireOrGiveUp() {
    Thread.currentThread().interrupt();
    try {
      held.add(limiter.acquire());
    } catch (InterruptedException _) {
      // It has no permit, and the line is as it was.
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  /** Gives one back, if there is one. */
  @Operation
  public void giveBack() {
    Limiter.Permit one = held.poll();
    if (one != null) {
      one.close();
    }
  }

  /** One more permit. */
  @Operation
  public void enlarge() {
    limiter.resize(2);
  }

  /** Nobody is left in line, and no permit is lost. */
  @Validate
  public void permitsAddUp() {
    Limiter.Statistics now = limiter.statistics();
    if (now.waiting() != 0 || now.borrowed() != held.size()) {
      throw new IllegalStateException(now + ", but " + held.size() + " are held");
    }
  }

  @Test
  void noPermitIsLostAndNoneIsGivenTwice() {
    new ModelCheckingOptions()
        .iterations(4)
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(LimiterLincheckTest.class);
  }
}
