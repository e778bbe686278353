package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Recycling;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final long MIB = 1L << 20;

  private final Random random = new Random(1);

  @Test
  void whoHasNoRuleStaysForEver() {
    Fitness fitness = new Fitness(Recycling.never(), random, 0);
    fitness.holds(Long.MAX_VALUE);
    assertThat(fitness.tired(Long.MAX_VALUE)).isEmpty();
    assertThat(fitness.overTheLimit()).isFalse();
    assertThat(fitness.tasksLeft(5)).isGreaterThan(1L << 60);
  }

  @Test
  void theNumberOfTasksIsExactWithoutJitter() {
    Fitness fitness = new Fitness(Recycling.never().afterTasks(3).withJitter(0), random, 0);
    fitness.taskDone();
    fitness.taskDone();
    assertThat(fitness.tired(0)).isEmpty();
    assertThat(fitness.tasksLeft(0)).isEqualTo(1);
    assertThat(fitness.tasksLeft(1)).isZero();
    fitness.taskDone();
    assertThat(fitness.tired(0)).contains("it has run 3 tasks");
  }

  @Test
  void jitterSpreadsTheEndsOverBothSides() {
    Set<Long> ends = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Fitness fitness = new Fitness(Recycling.never().afterTasks(100).withJitter(0.2), random, 0);
      ends.add(fitness.tasksLeft(0));
    }
    assertThat(ends).hasSizeGreaterThan(20).allMatch(end -> end >= 80 && end <= 120);
    assertThat(new Fitness(Recycling.never().afterTasks(1).withJitter(1), random, 0).tasksLeft(0))
        .isGreaterThanOrEqualTo(1);
  }

  @Test
  void memoryHasALimitForBetweenTasksAndOneForAtOnce() {
    Recycling rules = Recycling.never().aboveMemory(100 * MIB).withMemoryLimit(200 * MIB);
    Fitness fitness = new Fitness(rules, random, 0);
    fitness.holds(100 * MIB);
    assertThat(fitness.tired(0)).isEmpty();
    fitness.holds(150 * MIB);
    assertThat(fitness.tired(0)).contains("it holds 150.0 MiB");
    assertThat(fitness.overTheLimit()).isFalse();
    fitness.holds(201 * MIB);
    assertThat(fitness.overTheLimit()).isTrue();
  }

  @Test
  void ageCountsFromTheStart() {
    Recycling rules = Recycling.never().afterAge(Duration.ofSeconds(10));
    Fitness fitness = new Fitness(rules, random, 1_000_000_000L);
    assertThat(fitness.tired(10_999_999_999L)).isEmpty();
    assertThat(fitness.tired(11_000_000_000L)).contains("it is 10.0 s old");
  }
}
