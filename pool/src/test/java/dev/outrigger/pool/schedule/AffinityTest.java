package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AffinityTest {
  @Test
  void keysSpreadOverAllSlots() {
    int[] hits = new int[4];
    for (int i = 0; i < 4000; i++) {
      hits[Affinity.home("user-" + i, List.of(1, 2, 3, 4)) - 1]++;
    }
    assertThat(IntStream.of(hits)).allSatisfy(count -> assertThat(count).isBetween(800, 1200));
  }

  @Test
  void aSlotThatGoesMovesOnlyItsOwnKeys() {
    for (int i = 0; i < 1000; i++) {
      int before = Affinity.home("user-" + i, List.of(1, 2, 3, 4));
      int after = Affinity.home("user-" + i, List.of(1, 2, 4));
      if (before != 3) {
        assertThat(after).isEqualTo(before);
      }
    }
  }
}
