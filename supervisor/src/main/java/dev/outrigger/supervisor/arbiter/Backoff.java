package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a slot waits for its next process after the last one was lost: not at all the first
 * time, then 200 ms and twice as long each time, up to 30 s, less up to a half at random.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final RandomGenerator random;
  private int losses;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** One more was lost; gives the time until the next may begin. */
  Duration lost() {
    losses++;
    if (losses == 1) {
      return Duration.ZERO;
    }
    long millis = FIRST.toMillis() << Math.min(losses - 2, 20);
    long capped = Math.min(millis, LONGEST.toMillis());
    return Duration.ofMillis((long) (capped * (1 - random.nextDouble() / 2)));
  }

  /** One has served for long enough: what was before is forgotten. */
  void forget() {
    losses = 0;
  }

  int losses() {
    return losses;
  }
}
