package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a task was tried, and how far the last try has come.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Attempts {
  private static final long NEVER = Long.MIN_VALUE;

  private List<String> earlier = List.of();
  private long firstHeld = NEVER;
  private long heldSince;
  private boolean begun;
  private int lost;

  /** A worker has it. */
  void held(long now) {
    heldSince = now;
    if (firstHeld == NEVER) {
      firstHeld = now;
    }
  }

  /** When its first worker got it. */
  long firstHeld() {
    return firstHeld;
  }

  long heldSince() {
    return heldSince;
  }

  /** How long its last worker has had it. */
  Duration heldFor(long now) {
    return Duration.ofNanos(now - heldSince);
  }

  void begin() {
    begun = true;
  }

  /** The worker runs it, or has. */
  boolean begun() {
    return begun;
  }

  Delivery delivery() {
    return begun ? Delivery.STARTED : Delivery.NOT_STARTED;
  }

  /** It was next on a worker that died; tells how often that has happened in this try. */
  int lostBeforeItBegan() {
    return ++lost;
  }

  /** The one that failed there is not the last. */
  void again(String where, FailureCause cause, Delivery how) {
    if (earlier.isEmpty()) {
      earlier = new ArrayList<>();
    }
    earlier.add("%s: %s, %s".formatted(where, cause.label(), how));
    begun = false;
    lost = 0;
  }

  int retried() {
    return earlier.size();
  }

  /** Those that failed, for people. */
  List<String> earlier() {
    return earlier;
  }
}
