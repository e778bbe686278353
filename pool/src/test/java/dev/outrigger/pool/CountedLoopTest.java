package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A compiled loop over an int has no safepoint in it, unless workers are told to keep one. With
 * {@code -XX:-UseCountedLoopSafepoints} among the worker's arguments this fails: the loop does not
 * come to a stop for its stack, and the evidence has none.
 */
@Timeout(60)
class CountedLoopTest {
  @Test
  void aTightCountedLoopShowsWhereItIsAndIsKilledInTime() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().name("counted").size(1).build()) {
      Await.fullSize(pool);
      TaskOptions options =
          TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofMillis(100));
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class,
              pool.with(options).submit(CountedLoopTest::countTightly, 1)::join);
      assertThat(failure.failure().label()).isEqualTo("DEADLINE");
      assertThat(failure.evidence().stack().orElse("")).contains("CountedLoopTest.count");
      assertThat(failure.evidence().elapsed())
          .isBetween(Duration.ofMillis(1100), Duration.ofSeconds(5));
    }
  }

  static long countTightly(int seed) {
    long result = seed;
    for (int warmUp = 0; warmUp < 20_000; warmUp++) {
      result += count(result, 100);
    }
    return count(result, Integer.MAX_VALUE) + count(result, Integer.MAX_VALUE);
  }

  /** Each turn takes some nanoseconds and needs the one before. */
  private static long count(long seed, int turns) {
    long result = seed;
    for (int i = 0; i < turns; i++) {
      result = (result ^ i) * 0x9E3779B97F4A7C15L;
      result = (result ^ (result >>> 31)) * 0xBF58476D1CE4E5B9L;
      result = (result ^ (result >>> 29)) / 0x2545F491L;
    }
    return result;
  }
}
