package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostBudgetTest {
  private static final long MIB = 1 << 20;
  private static final OptionalLong DEFAULT = OptionalLong.empty();

  @Test
  void aPoolGetsThreeQuartersOfWhatIsLeft() {
    HostBudget budget = new HostBudget(1024 * MIB);
    assertThat(budget.claim(4, DEFAULT).perWorker()).isEqualTo(192 * MIB);
    assertThat(budget.claim(2, DEFAULT).perWorker()).isEqualTo(96 * MIB);
  }

  @Test
  void theDefaultHeapsOfAllPoolsStayWithinTheBudget() {
    HostBudget budget = new HostBudget(4096 * MIB);
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += 2 * budget.claim(2, DEFAULT).perWorker();
    }
    assertThat(sum).isLessThanOrEqualTo(4096 * MIB);
  }

  @Test
  void aClosedPoolGivesBackWhatItHeldOnce() {
    HostBudget budget = new HostBudget(1024 * MIB);
    HostBudget.Share share = budget.claim(4, DEFAULT);
    share.close();
    share.close();
    assertThat(budget.claim(4, DEFAULT).perWorker()).isEqualTo(192 * MIB);
  }

  @Test
  void aHeapThatWasAskedForIsGrantedAndLeavesLessForOthers() {
    HostBudget budget = new HostBudget(1024 * MIB);
    assertThat(budget.claim(1, OptionalLong.of(624 * MIB)).perWorker()).isEqualTo(624 * MIB);
    assertThat(budget.claim(1, DEFAULT).perWorker()).isEqualTo(300 * MIB);
  }

  @Test
  void nobodyGetsMoreThanTheMost() {
    assertThat(new HostBudget(64 * 1024 * MIB).claim(4, DEFAULT).perWorker()).isEqualTo(512 * MIB);
  }

  @Test
  void nobodyGetsLessThanTheLeastThoughTheBudgetIsSpent() {
    assertThat(new HostBudget(-512 * MIB).claim(4, DEFAULT).perWorker()).isEqualTo(64 * MIB);
  }

  @Test
  void thereIsAWorkerForEachProcessorAsFarAsTheMemoryGoes() {
    assertThat(new HostBudget(1024 * MIB).workers(4)).isEqualTo(4);
    assertThat(new HostBudget(192 * MIB).workers(8)).isEqualTo(3);
    assertThat(new HostBudget(-192 * MIB).workers(8)).isEqualTo(1);
  }

  @Test
  void processesThatShareTheMachineShareItsProcessorsAndEachHasOneWorkerAtLeast() {
    assertThat(new HostBudget(1024 * MIB, 2).workers(8)).isEqualTo(4);
    assertThat(new HostBudget(1024 * MIB, 8).workers(2)).isEqualTo(1);
  }

  @Test
  void theEnvironmentSaysHowManyShareAndWhatIsNoNumberCountsAsOne() {
    assertThat(HostBudget.sharers(Map.of())).isEqualTo(1);
    assertThat(HostBudget.sharers(Map.of(HostBudget.SHARERS, "4"))).isEqualTo(4);
    assertThat(HostBudget.sharers(Map.of(HostBudget.SHARERS, "0"))).isEqualTo(1);
    assertThat(HostBudget.sharers(Map.of(HostBudget.SHARERS, "many"))).isEqualTo(1);
  }
}
