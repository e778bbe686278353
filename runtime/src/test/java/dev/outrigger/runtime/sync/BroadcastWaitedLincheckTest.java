package dev.outrigger.runtime.sync;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Several send to one subscriber that several take from, until somebody closes. */
public class BroadcastWaitedLincheckTest {
  private final Broadcast<Integer> broadcast = new Broadcast<>();
  private final Subscription<Integer> subscriber = broadcast.subscribe(1, WhenSlow.WAIT);

  @Operation
  public String sendOne() {
    return send(1);
  }

  @Operation
  public String sendTwo() {
    return send(2);
  }

  private String send(int item) {
    try {
      return broadcast.trySend(item) ? "sent" : "no room";
    } catch (BroadcastEndedException _) {
      return "closed";
    }
  }

  /** Gets in line if it must, and gives up at once. */
  @Operation
  public String takeOrGiveUp() {
    Thread.currentThread().interrupt();
    try {
      return subscriber.next().map(String::valueOf).orElse("closed");
    } catch (InterruptedException _) {
      return "nothing there";
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  @Operation
  public void close() {
    broadcast.close();
  }

  @Test
  void itIsAQueueOfOnePlace() {
    new ModelCheckingOptions()
        .iterations(4)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(2)
        .check(BroadcastWaitedLincheckTest.class);
  }
}
