package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.Retries;
import dev.outrigger.pool.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All options at once, by chance. */
final class RandomPlans {
  static final long MIB = 1L << 20;

  private RandomPlans() {}

  static Plan plan(Random random) {
    int max = 1 + random.nextInt(3);
    Sizing sizing =
        new Sizing(
            random.nextInt(max + 1),
            max,
            random.nextInt(3),
            Duration.ofMillis(random.nextInt(200)),
            Duration.ofMillis(1 + random.nextInt(1000)));
    WhenFull whenFull =
        List.of(WhenFull.REJECT, WhenFull.WAIT, WhenFull.CALLER_RUNS).get(random.nextInt(3));
    Quarantine quarantine =
        new Quarantine(random.nextInt(4), Duration.ofSeconds(1), Duration.ofMillis(300));
    Recycling recycling = Recycling.never().withMemoryLimit(200 * MIB).aboveMemory(100 * MIB);
    if (random.nextBoolean()) {
      recycling = recycling.afterTasks(1 + random.nextInt(5));
    }
    if (random.nextBoolean()) {
      recycling = recycling.afterAge(Duration.ofSeconds(1 + random.nextInt(10)));
    }
    return Plans.of(sizing, 1 + random.nextInt(10), whenFull, quarantine, recycling);
  }

  static Terms terms(Random random, Optional<Duration> limit, Duration grace) {
    Retries retries =
        random.nextBoolean()
            ? Retries.none()
            : List.of(Retries.safe(3), Retries.lost(2), Retries.always(2))
                .get(random.nextInt(3))
                .withPause(Duration.ofMillis(random.nextInt(100)), Duration.ofMillis(100));
    Place place =
        new Place(
            random.nextInt(7) - 3,
            "tenant " + random.nextInt(3),
            random.nextBoolean() ? Optional.of("key " + random.nextInt(4)) : Optional.empty());
    Optional<Duration> runLimit =
        random.nextInt(4) == 0
            ? Optional.of(Duration.ofMillis(random.nextInt(1, 500)))
            : Optional.empty();
    return new Terms(
        limit, runLimit, grace, place, retries, Optional.of("kind " + random.nextInt(4)));
  }
}
