package dev.outrigger.runtime.sync;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** An event is set, taken back and waited for at once. */
public class EventLincheckTest {
  private final Event event = new Event();

  @Operation
  public void set() {
    event.set();
  }

  @Operation
  public void reset() {
    event.reset();
  }

  @Operation
  public boolean isSet() {
    return event.isSet();
  }

  /** Gets in line if it must, and gives up at once: whether the event had happened. */
  @Operation
  public boolean awaitOrGiveUp() {
    Thread.currentThread().interrupt();
    try {
      event.await();
      return true;
    } catch (InterruptedException _) {
      return false;
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  /** Whoever gave up has left. */
  @Validate
  public void nobodyIsLeftInLine() {
    if (event.waiting() != 0) {
      throw new IllegalStateException(event.waiting() + " still wait");
    }
  }

  @Test
  void whoeverWaitsSeesWhatTheOthersDid() {
    new ModelCheckingOptions()
        .iterations(4)
        .invocationsPerIteration(100)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(EventLincheckTest.class);
  }
}
