package dev.outrigger.pool.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final List<String> asides = new ArrayList<>();
  private long now;
  private final Throttle throttle = new Throttle(() -> now);

  private int admitted(int lines) {
    int admitted = 0;
    for (int i = 0; i < lines; i++) {
      admitted += throttle.admits(asides::add) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void aBurstPassesAndTheRestIsToldOnceAndCounted() {
    assertThat(admitted(5000)).isEqualTo(Throttle.BURST);
    assertThat(asides)
        .containsExactly("… too many lines at once: those that follow are suppressed for a while");
    now += Duration.ofSeconds(1).toNanos();
    assertThat(admitted(1)).isEqualTo(1);
    assertThat(asides).last().isEqualTo("… suppressed 4000 lines");
  }

  @Test
  void aFloodWithoutEndIsHeldToItsRate() {
    int passed = 0;
    for (int second = 0; second < 100; second++) {
      for (int i = 0; i < 10; i++) {
        passed += admitted(1000);
        now += Duration.ofMillis(100).toNanos();
      }
    }
    assertThat(passed).isLessThanOrEqualTo(Throttle.BURST + 100 * Throttle.PER_SECOND);
    assertThat(passed).isGreaterThan(90 * Throttle.PER_SECOND);
    assertThat(asides.size()).isLessThan(250);
  }

  @Test
  void whatIsSuppressedAtTheVeryEndIsToldToo() {
    admitted(Throttle.BURST + 1);
    throttle.end(asides::add);
    assertThat(asides).last().isEqualTo("… suppressed 1 line");
    throttle.end(asides::add);
    assertThat(asides).hasSize(2);
  }

  @Test
  void aSteadyTrickleIsNeverTouched() {
    for (int i = 0; i < 100_000; i++) {
      assertThat(throttle.admits(asides::add)).isTrue();
      now += Duration.ofMillis(10).toNanos();
    }
    assertThat(asides).isEmpty();
  }
}
