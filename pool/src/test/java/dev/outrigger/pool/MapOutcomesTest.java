package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A map that goes on after items that failed. */
@Timeout(60)
class MapOutcomesTest {
  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("outcomes").size(2).build();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @Test
  void whatTheFunctionThrowsFailsItsItemOnly() {
    List<Outcome<Integer>> all =
        pool.mapping(MapOutcomesTest::noMultipleOfSeven)
            .chunk(10)
            .outcomes()
            .over(IntStream.range(0, 35).boxed())
            .toList();
    assertThat(all).hasSize(35);
    for (int i = 0; i < 35; i++) {
      assertThat(all.get(i).index()).isEqualTo(i);
      if (i % 7 == 0) {
        Outcome.Failed<Integer> failed = failed(all.get(i));
        assertThat(failed.failure().task()).startsWith("item " + i + " of task ");
        assertThat(failed.failure())
            .hasCauseInstanceOf(ArithmeticException.class)
            .hasMessageContaining("seven divides " + i);
        assertThatThrownBy(failed::orElseThrow).isSameAs(failed.failure());
      } else {
        assertThat(all.get(i).orElseThrow()).isEqualTo(2 * i);
      }
    }
  }

  @Test
  void manyFailuresTakeFewTrips() {
    long before = pool.statistics().submitted();
    long failed =
        pool.mapping(MapOutcomesTest::noMultipleOfSeven)
            .chunk(1_000)
            .outcomes()
            .over(IntStream.range(0, 7_000).boxed())
            .filter(Outcome.Failed.class::isInstance)
            .count();
    assertThat(failed).isEqualTo(1_000);
    assertThat(pool.statistics().submitted() - before).isBetween(7L, 20L);
  }

  @Test
  void aLostWorkerFailsTheItemsOfItsChunkAndTheRestGoesOn() {
    List<Outcome<Integer>> all =
        pool.mapping((Integer n) -> n == 13 ? Work.halt(9) : n)
            .chunk(5)
            .outcomes()
            .over(IntStream.range(0, 30).boxed())
            .toList();
    assertThat(all.stream().filter(Outcome.Failed.class::isInstance).map(Outcome::index))
        .containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(failed(all.get(12)).failure().failure()).isEqualTo(new FailureCause.Exit(9));
    assertThat(failed(all.get(12)).failure().task()).startsWith("items 10 to 14 of task ");
    assertThat(all.get(29).orElseThrow()).isEqualTo(29);
  }

  @Test
  void aChunkOfOneIsLostAlone() {
    assertThat(
            pool.mapping((Integer n) -> n == 2 ? Work.halt(9) : n)
                .chunk(1)
                .unordered()
                .outcomes()
                .over(IntStream.range(0, 6).boxed())
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome::index))
        .containsExactly(2L);
  }

  @Test
  void whatMeetsItsDeadlineFailsAndTheRestGoesOn() {
    // Long enough for items that are done at once, on workers that a busy machine has just started.
    RemoteExecutor limited = pool.with(TaskOptions.defaults().within(Duration.ofSeconds(3)));
    List<Duration> items = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO);
    List<Outcome<Integer>> all =
        limited.mapping(Work::sleep).chunk(1).outcomes().over(items).toList();
    assertThat(all.get(0)).isInstanceOf(Outcome.Value.class);
    assertThat(failed(all.get(1)).failure().failure())
        .isInstanceOf(FailureCause.DeadlineExceeded.class);
    assertThat(all.get(2)).isInstanceOf(Outcome.Value.class);
  }

  @Test
  void aFunctionThatLeavesItsThreadInterruptedIsGoneOnWith() {
    assertThat(
            pool.mapping((Integer n) -> n % 3 == 0 ? Work.leaveInterrupted() : n)
                .chunk(9)
                .outcomes()
                .over(IntStream.range(0, 20).boxed())
                .filter(Outcome.Value.class::isInstance))
        .hasSize(20);
  }

  @Test
  void nullIsAResult() {
    assertThat(
            pool.<Integer, @Nullable String>mapping(n -> n == 1 ? null : "x")
                .outcomes()
                .over(Stream.of(0, 1))
                .map(Outcome::orElseThrow))
        .containsExactly("x", null);
  }

  @Test
  void whoHasEnoughEndsIt() {
    AtomicInteger read = new AtomicInteger();
    assertThat(
            pool.mapping(MapOutcomesTest::noMultipleOfSeven)
                .outcomes()
                .progress("outcomes")
                .over(Stream.iterate(0, n -> n + 1).peek(_ -> read.incrementAndGet()))
                .skip(20)
                .findFirst()
                .map(Outcome::index))
        .contains(20L);
    assertThat(read.get()).isLessThan(1_000_000);
  }

  @Test
  void outcomesOfOutcomesAreRefused() {
    var mapping = pool.mapping(Work::twice).outcomes();
    assertThatIllegalStateException().isThrownBy(mapping::outcomes);
  }

  private static <T> Outcome.Failed<T> failed(Outcome<T> outcome) {
    if (outcome instanceof Outcome.Failed<T> failed) {
      return failed;
    }
    throw new AssertionError(outcome);
  }

  static int noMultipleOfSeven(int number) {
    if (number % 7 == 0) {
      throw new ArithmeticException("seven divides " + number);
    }
    return 2 * number;
  }
}
