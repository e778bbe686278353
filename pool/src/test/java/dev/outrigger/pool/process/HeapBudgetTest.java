package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapBudgetTest {
  private static final long MIB = 1 << 20;

  @Test
  void workersShareHalfOfTheMemoryLessTheParentsHeap() {
    assertThat(HeapBudget.share(2048 * MIB, 256 * MIB, 4)).isEqualTo(192 * MIB);
  }

  @Test
  void nobodyGetsMoreThanTheMost() {
    assertThat(HeapBudget.share(64 * 1024 * MIB, 256 * MIB, 4)).isEqualTo(512 * MIB);
  }

  @Test
  void nobodyGetsLessThanTheLeast() {
    assertThat(HeapBudget.share(512 * MIB, 1024 * MIB, 4)).isEqualTo(64 * MIB);
  }
}
