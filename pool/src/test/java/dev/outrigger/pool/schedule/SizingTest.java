package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SizingTest {
  private static final Sizing ELASTIC =
      new Sizing(1, 4, 1, Duration.ofMillis(100), Duration.ofSeconds(60));
  private static final long LONG = Duration.ofMillis(100).toNanos();

  @Test
  void sparesComeOnTopOfTheBusyOnes() {
    assertThat(ELASTIC.needed(0)).isEqualTo(2);
    assertThat(ELASTIC.needed(3)).isEqualTo(4);
    assertThat(ELASTIC.needed(4)).isEqualTo(5);
    assertThat(ELASTIC.ceiling()).isEqualTo(5);
  }

  @Test
  void itGrowsOnlyForTasksThatHaveWaited() {
    assertThat(ELASTIC.grows(2, 0, 5, LONG - 1)).isFalse();
    assertThat(ELASTIC.grows(2, 0, 5, LONG)).isTrue();
    assertThat(ELASTIC.grows(5, 0, 5, LONG)).isFalse();
  }

  @Test
  void oneThatIsStartingIsGivenTheTimeToGetReady() {
    assertThat(ELASTIC.grows(3, 1, 1, LONG)).isFalse();
    assertThat(ELASTIC.grows(3, 1, 2, LONG)).isTrue();
  }

  @Test
  void aPoolWithoutAnyWorkerStartsOneAtOnce() {
    Sizing fromNothing = new Sizing(0, 2, 0, Duration.ofMillis(100), Duration.ofSeconds(1));
    assertThat(fromNothing.needed(0)).isZero();
    assertThat(fromNothing.grows(0, 0, 1, 0)).isTrue();
  }

  @Test
  void itShrinksToItsLeastAndItsSpares() {
    long idle = Duration.ofSeconds(60).toNanos();
    assertThat(ELASTIC.shrinks(3, 0, idle)).isTrue();
    assertThat(ELASTIC.shrinks(3, 0, idle - 1)).isFalse();
    assertThat(ELASTIC.shrinks(2, 0, idle)).isFalse();
    assertThat(ELASTIC.shrinks(3, 2, idle)).isFalse();
    assertThat(Sizing.fixed(3).shrinks(3, 0, Long.MAX_VALUE)).isFalse();
  }
}
