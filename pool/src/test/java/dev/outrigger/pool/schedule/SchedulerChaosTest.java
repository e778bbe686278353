package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random orders of everything that can happen; a seed replays its order exactly. */
class SchedulerChaosTest {
  private static final int SEEDS = 1000;
  private static final int STEPS = 250;
  private static final int MANY = 20_000;

  @Test
  void everyTaskEndsExactlyOnceInAnyOrderOfEvents() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      run(seed, false, false);
    }
  }

  @Test
  void everyTaskEndsExactlyOnceWhenThePoolIsAborted() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      run(seed, true, false);
    }
  }

  @Test
  void everyTaskEndsExactlyOnceWithAllOptionsAtOnce() {
    for (long seed = 1; seed <= SEEDS / 2; seed++) {
      run(seed, seed % 4 == 0, true);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSameSeedGivesTheSameLog(long seed) {
    assertThat(run(seed, false, false)).isNotEmpty().isEqualTo(run(seed, false, false));
    assertThat(run(seed, false, true)).isEqualTo(run(seed, false, true));
  }

  private static List<String> run(long seed, boolean abort, boolean options) {
    Random random = new Random(seed);
    FakeWorld world =
        options
            ? new FakeWorld(RandomPlans.plan(random), seed)
            : new FakeWorld(1 + random.nextInt(3), 5 + random.nextInt(20));
    List<Job> jobs = new ArrayList<>();
    try {
      world.scheduler.start();
      for (int i = 0; i < STEPS; i++) {
        act(world, random, jobs, options);
        world.check();
      }
      if (abort) {
        world.scheduler.abort();
      } else {
        world.scheduler.close();
      }
      for (int i = 0; i < MANY && !world.terminated; i++) {
        settle(world, random);
        world.check();
      }
      checkEnd(world, jobs);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ", abort " + abort + ": " + world.log, e);
    }
    return world.log;
  }

  private static void act(FakeWorld world, Random random, List<Job> jobs, boolean options) {
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        Optional<Duration> limit =
            random.nextInt(3) == 0 ? Optional.of(millis(random, 800)) : Optional.empty();
        Duration grace = millis(random, 200);
        Job job =
            world.job(options ? RandomPlans.terms(random, limit, grace) : new Terms(limit, grace));
        try {
          world.submitAsTold(job);
          jobs.add(job);
        } catch (PoolFullException e) {
          assertThat(e).hasMessageContaining("tasks wait");
        }
      }
      case 2 -> {
        if (!jobs.isEmpty()) {
          world.scheduler.cancel(jobs.get(random.nextInt(jobs.size())), "chance");
        }
      }
      case 4 -> nest(world, random, jobs);
      case 3 -> {
        theKilledDieInTime(world);
        world.advance(millis(random, random.nextInt(20) == 0 ? 40_000 : 200));
      }
      default -> {
        if (world.processes.isEmpty()) {
          return;
        }
        if (options && random.nextInt(20) == 0) {
          long bytes = random.nextInt(250) * RandomPlans.MIB;
          world.scheduler.measured(any(world, random).worker, bytes);
        } else if (random.nextInt(12) == 0) {
          harm(any(world, random), random);
        } else {
          live(world, any(world, random), random);
        }
      }
    }
  }

  /** A kernel takes no 5 s to kill; what happens if it does has a test of its own. */
  private static void theKilledDieInTime(FakeWorld world) {
    for (FakeProcess process : List.copyOf(world.processes)) {
      if (process.killed) {
        if (process.alive) {
          process.die(137);
        }
        while (!process.outbox.isEmpty()) {
          world.deliver(process);
        }
      }
    }
  }

  private static Duration millis(Random random, int most) {
    return Duration.ofMillis(1 + random.nextInt(most));
  }

  private static FakeProcess any(FakeWorld world, Random random) {
    List<FakeProcess> active =
        world.processes.stream().filter(p -> p.alive || !p.outbox.isEmpty()).toList();
    return active.isEmpty() ? world.processes.getLast() : active.get(random.nextInt(active.size()));
  }

  private static void harm(FakeProcess process, Random random) {
    if (process.alive) {
      switch (random.nextInt(3)) {
        case 0 -> process.deaf = true;
        case 1 -> process.talkNonsense();
        default -> process.die(random.nextBoolean() ? 137 : 1);
      }
    }
  }

  /** One thing that happens by itself. */
  private static void live(FakeWorld world, FakeProcess process, Random random) {
    if (process.alive && process.killed) {
      process.die(137);
    } else if (!process.outbox.isEmpty() && random.nextBoolean()) {
      world.deliver(process);
    } else if (!process.silent() && !process.greeted) {
      process.greet();
    } else if (!process.silent() && !process.inbox.isEmpty()) {
      process.read(random.nextBoolean());
    } else if (!process.silent() && !process.inside.isEmpty() && random.nextInt(8) > 0) {
      process.answerInside(
          process.inside.getLast(), random.nextInt(4) == 0 ? FrameType.FAILURE : FrameType.RESULT);
    } else if (!process.silent() && process.running.isPresent()) {
      process.answer(random.nextInt(4) == 0 ? FrameType.FAILURE : FrameType.RESULT);
    } else if (!world.reading.isEmpty()) {
      world.reading.remove().run();
    }
  }

  /** No more harm: everything comes to rest by itself. */
  private static void settle(FakeWorld world, Random random) {
    world.processes.stream()
        .filter(process -> process.deaf && process.alive && !process.killed)
        .forEach(process -> process.die(137));
    if (!world.processes.isEmpty()) {
      live(world, any(world, random), random);
    } else if (!world.reading.isEmpty()) {
      world.reading.remove().run();
    }
    if (random.nextInt(5) == 0) {
      theKilledDieInTime(world);
      world.advance(millis(random, 300));
    }
  }

  /** A task that runs asks for another, or waits for one that it asked for. */
  private static void nest(FakeWorld world, Random random, List<Job> jobs) {
    List<Job> parents = jobs.stream().filter(job -> job.is(Job.Stage.HELD)).toList();
    if (parents.isEmpty()) {
      return;
    }
    Job parent = parents.get(random.nextInt(parents.size()));
    int number = 1 + random.nextInt(4);
    if (world.nested.add(parent.id() + "/" + number)) {
      Job child = world.job(Optional.empty(), millis(random, 200));
      jobs.add(child);
      world.scheduler.submitNested(parent, number, child);
    }
    if (random.nextBoolean()) {
      world.scheduler.awaitNested(parent, number);
    }
  }

  private static void checkEnd(FakeWorld world, List<Job> jobs) {
    assertThat(world.terminated).as("terminated, with %s", world.statistics()).isTrue();
    assertThat(world.endings).hasSameSizeAs(jobs);
    assertThat(world.processes).noneMatch(process -> process.alive);
    assertThat(world.admitted).containsExactlyInAnyOrderElementsOf(world.outside);
    for (Job job : jobs) {
      long runs =
          world.processes.stream()
              .filter(
                  process -> process.ran.contains(job.id()) || process.ranInside.contains(job.id()))
              .count();
      assertThat(runs).as("runs of %s", job).isLessThanOrEqualTo(1 + job.terms().retries().times());
      boolean ran = runs > 0 || world.atCaller.contains(job);
      if (job.attempts().retried() > 0) {
        continue;
      }
      switch (world.endings.get(job.id())) {
        case Ending.Returned _ -> assertThat(ran).isTrue();
        case Ending.Failed(FailureCause.TaskThrew _, _, _) -> assertThat(ran).isTrue();
        case Ending.Failed failed ->
            // One that was sent to be run inside another counts as begun from then on.
            assertThat(failed.delivery() == Delivery.NOT_STARTED)
                .isEqualTo(!ran && !world.sentInside.contains(job.id()));
        case Ending.Cancelled _ -> {}
        case null -> throw new AssertionError(job + " has no ending");
      }
    }
  }
}
