package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * When a server process is replaced though nothing is wrong with it. What leaks slowly does no harm
 * that way.
 *
 * @param requests after how many
 * @param age after what time
 * @param resident above how many bytes of memory
 * @param jitter up to which part of {@code requests} and {@code age} is taken off at random, so
 *     that processes which began together do not end together; 0 to 1
 */
public record Recycling(
    OptionalLong requests, Optional<Duration> age, OptionalLong resident, double jitter) {

  /** Checks it. */
  public Recycling {
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("the jitter of recycling is 0 to 1, not " + jitter);
    }
  }

  /** A process stays as long as it wants. */
  public static Recycling never() {
    return new Recycling(OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), 0.1);
  }

  /** The same, after so many requests. */
  public Recycling afterRequests(long count) {
    return new Recycling(OptionalLong.of(count), age, resident, jitter);
  }

  /** The same, after a time. */
  public Recycling afterAge(Duration limit) {
    return new Recycling(requests, Optional.of(limit), resident, jitter);
  }

  /** The same, above so many bytes of memory. */
  public Recycling above(long bytes) {
    return new Recycling(requests, age, OptionalLong.of(bytes), jitter);
  }

  /** These limits as they hold for one process. */
  Recycling drawn(RandomGenerator random) {
    double part = 1 - jitter * random.nextDouble();
    return new Recycling(
        requests.isEmpty()
            ? requests
            : OptionalLong.of(Math.max(1, (long) (requests.getAsLong() * part))),
        age.map(limit -> Duration.ofMillis((long) (limit.toMillis() * part))),
        resident,
        jitter);
  }

  /** Why a process is to be replaced; empty if it is not. */
  Optional<String> reason(Duration lived, Health health) {
    if (requests.isPresent() && health.requests() >= requests.getAsLong()) {
      return Optional.of("it has served " + health.requests() + " requests");
    }
    if (resident.isPresent() && health.resident() > resident.getAsLong()) {
      return Optional.of(
          "it holds %,d bytes, above the limit of %,d"
              .formatted(health.resident(), resident.getAsLong()));
    }
    return age.filter(limit -> lived.compareTo(limit) >= 0)
        .map(_ -> "it is " + lived.toSeconds() + " s old");
  }
}
