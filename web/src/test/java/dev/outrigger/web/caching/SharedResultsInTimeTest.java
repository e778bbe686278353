package dev.outrigger.web.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same where hours take no time, and whose turn it is is drawn. */
class SharedResultsInTimeTest {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  private int inThreeHours() throws InterruptedException {
    int number = begun.incrementAndGet();
    try {
      Time.sleep(Duration.ofHours(3));
      return number;
    } finally {
      ended.incrementAndGet();
    }
  }

  @Test
  void resultsAreComputedAnewWhenTheyAreOlder() throws Exception {
    SharedResults<String, Integer> results =
        SharedResults.<String, Integer>of(10).expiringAfter(Duration.ofDays(1));
    Simulation.inOrder()
        .run(_ -> {
          assertThat(results.get("a", this::inThreeHours)).isEqualTo(1);
          Time.sleep(Duration.ofHours(23));
          assertThat(results.get("a", this::inThreeHours)).isEqualTo(1);
          Time.sleep(Duration.ofHours(2));
          return assertThat(results.get("a", this::inThreeHours)).isEqualTo(2);
        });
  }

  @Test
  void theLastWhoLeavesLeavesNothingBehind() throws Exception {
    SharedResults<String, Integer> results = SharedResults.of(10);
    Simulation.inOrder()
        .run(group -> {
          Task<Integer> other = group.spawn("other", () -> impatiently(results, 2));
          assertThat(impatiently(results, 1)).isEqualTo(-1);
          assertThat(ended).hasValue(0);
          assertThat(other.join()).isEqualTo(-1);
          assertThat(ended).hasValue(1);
          assertThat(results.get("a", this::inThreeHours)).isEqualTo(2);
          return true;
        });
  }

  @Test
  void whateverTheTurnsEachGetsTheResultOrItsOwnDeadline() throws Exception {
    Simulation.forSeeds(
        300,
        group -> {
          SharedResults<String, Integer> results = SharedResults.of(10);
          int before = begun.get();
          List<Task<Integer>> patient = new ArrayList<>();
          List<Task<Integer>> impatient = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            impatient.add(group.spawn("impatient", () -> impatiently(results, 3)));
            patient.add(group.spawn("patient", () -> results.get("a", this::inThreeHours)));
          }
          for (Task<Integer> task : patient) {
            assertThat(task.join()).isEqualTo(patient.getFirst().join());
          }
          for (Task<Integer> task : impatient) {
            assertThat(task.join()).isIn(-1, patient.getFirst().join());
          }
          assertThat(begun.get() - before).isEqualTo(1);
          assertThat(ended.get()).isEqualTo(begun.get());
          return true;
        });
  }

  @Test
  void theFailureIsThrownAsItself() throws Exception {
    SharedResults<String, Integer> results = SharedResults.of(10);
    Simulation.inOrder()
        .run(_ -> {
          assertThatExceptionOfType(java.io.IOException.class)
              .isThrownBy(() ->
                  results.get(
                      "a",
                      () -> {
                        throw new java.io.IOException("no");
                      }))
              .withMessage("no");
          return assertThat(results.statistics().entries()).isZero();
        });
  }

  private int impatiently(SharedResults<String, Integer> results, int hours) throws Exception {
    try {
      return Scope.timeout(Duration.ofHours(hours), () -> results.get("a", this::inThreeHours));
    } catch (TimeoutException e) {
      return -1;
    }
  }
}
