package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Times;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void nothingMeasuredIsZero() {
    assertThat(histogram.look())
        .isEqualTo(new Times(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void percentilesAreNearTheTruthAtAnyScale() {
    for (long scale : new long[] {1, 1000, 1_000_000, 1_000_000_000L, 60_000_000_000L}) {
      Histogram scaled = new Histogram();
      for (int i = 1; i <= 1000; i++) {
        scaled.add(i * scale);
      }
      Times times = scaled.look();
      assertThat(times.median().toNanos()).isCloseTo(500 * scale, Percentage.withPercentage(7));
      assertThat(times.p99().toNanos()).isCloseTo(990 * scale, Percentage.withPercentage(7));
      assertThat(times.mean().toNanos()).isCloseTo(500 * scale, Percentage.withPercentage(1));
      assertThat(times.max().toNanos()).isEqualTo(1000 * scale);
      assertThat(times.count()).isEqualTo(1000);
    }
  }

  @Test
  void extremesFitIn() {
    histogram.add(Long.MAX_VALUE);
    histogram.add(-5);
    histogram.add(0);
    assertThat(histogram.look().max()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(histogram.look().median()).isEqualTo(Duration.ZERO);
  }
}
