package dev.outrigger.pool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {
  private final ChunkSize size = new ChunkSize(OptionalInt.empty());

  @Test
  void beginsWithOne() {
    assertThat(size.items()).isEqualTo(1);
  }

  @Test
  void growsToSomeMillisecondsOfWorkAndStaysThere() {
    run(1_000, 20);
    assertThat(size.items() * 1_000L).isBetween(1_000_000L, 5_000_000L);
    int settled = size.items();
    run(1_000, 10);
    assertThat(size.items()).isCloseTo(settled, org.assertj.core.data.Percentage.withPercentage(1));
  }

  @Test
  void growsStepByStep() {
    size.took(1, 10);
    assertThat(size.items()).isBetween(2, 4);
  }

  @Test
  void shrinksWhenItemsTakeLonger() {
    run(1_000, 20);
    run(10_000_000, 20);
    assertThat(size.items()).isEqualTo(1);
  }

  @Test
  void longItemsTravelAlone() {
    run(50_000_000, 5);
    assertThat(size.items()).isEqualTo(1);
  }

  @Test
  void hasAnEnd() {
    run(1, 40);
    assertThat(size.items()).isEqualTo(ChunkSize.MAX);
  }

  @Test
  void whatWasTooLargeIsNotTriedAgain() {
    run(100, 20);
    size.tooLarge(1_000);
    run(100, 20);
    assertThat(size.items()).isEqualTo(500);
  }

  @Test
  void staysAsTold() {
    ChunkSize told = new ChunkSize(OptionalInt.of(7));
    told.took(7, 1);
    told.tooLarge(7);
    assertThat(told.items()).isLessThanOrEqualTo(7);
    assertThat(told.told()).isTrue();
  }

  private void run(long nanosPerItem, int chunks) {
    for (int i = 0; i < chunks; i++) {
      size.took(size.items(), size.items() * nanosPerItem);
    }
  }
}
