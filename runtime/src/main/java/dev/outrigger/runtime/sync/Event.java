package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Scope;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Something that has happened or not, and that tasks wait for. It can be taken back, which {@link
 * java.util.concurrent.CountDownLatch} cannot. Whoever waits when it is set goes on, though it may
 * be taken back at once.
 *
 * <p>Threading: all methods from any thread. All but {@link #await} wait for nobody, so a loop's
 * own thread may call them.
 */
public final class Event {
  private final AtomicReference<Round> current = new AtomicReference<>(new Round());

  /** From one {@link #reset} to the next: so a late wake-up reaches nobody who came after. */
  private static final class Round {
    private final Line line = new Line();
    private volatile boolean set;
  }

  /** One that has not happened. */
  public Event() {}

  /** It has happened: all who wait go on, and whoever comes does not wait. */
  public void set() {
    Round round = current.get();
    round.set = true;
    round.line.wakeAll();
  }

  /** It has not happened any more: whoever comes from now on waits for the next {@link #set}. */
  public void reset() {
    Round round = current.get();
    if (round.set) {
      boolean _ = current.compareAndSet(round, new Round());
    }
  }

  /** Whether it has happened. */
  public boolean isSet() {
    return current.get().set;
  }

  /**
   * Waits until it has happened.
   *
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   */
  public void await() throws InterruptedException {
    Scope.checkpoint();
    Round round = current.get();
    if (round.set) {
      return;
    }
    Waiter waiter = round.line.join();
    if (round.set) {
      round.line.leave(waiter);
    } else {
      round.line.await(waiter, this);
    }
  }

  /** How many wait for it. */
  public int waiting() {
    return current.get().line.size();
  }

  @Override
  public String toString() {
    return isSet() ? "event, set" : "event, not set";
  }
}
