package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecyclingTest {
  private static final long MIB = 1L << 20;

  @Test
  void aWorkerRunsExactlyItsNumberOfTasksAndItsReplacementStartsWithTheLast() {
    FakeWorld world = started(Recycling.never().afterTasks(2).withJitter(0));
    FakeProcess old = world.in(1);
    world.submit();
    world.begin();
    world.finish();
    assertThat(world.processes).hasSize(1);
    world.submit();
    assertThat(world.processes).hasSize(2);
    world.submit();
    world.begin();
    world.finish();
    assertThat(old.inbox).extracting(Frame::type).containsExactly(FrameType.STOP);
    world.greetAll();
    assertThat(world.in(2).inbox).extracting(Frame::type).containsExactly(FrameType.TASK);
    old.read(true);
    world.deliverAll();
    assertThat(world.statistics().recycled()).isEqualTo(1);
    assertThat(world.statistics().workersLost()).isZero();
    assertThat(world.processes).hasSize(2);
    world.check();
  }

  @Test
  void oneTaskForEachWorkerIsPossible() {
    FakeWorld world = started(Recycling.never().afterTasks(1).withJitter(0));
    for (int i = 0; i < 5; i++) {
      Job job = world.submit();
      FakeProcess process = running(world);
      process.read(true);
      process.answer(FrameType.RESULT);
      world.deliverAll();
      assertThat(world.endings).containsKey(job.id());
      assertThat(process.ran).hasSize(1);
      process.read(true);
      world.greetAll();
      world.check();
    }
    assertThat(world.statistics().recycled()).isEqualTo(5);
  }

  @Test
  void aWorkerThatGrewWorksOnUntilItsReplacementIsReady() {
    FakeWorld world = started(Recycling.never().aboveMemory(100 * MIB));
    FakeProcess old = world.in(1);
    world.scheduler.spawned(old.worker, 4711);
    world.advance(Duration.ofMillis(500));
    assertThat(world.measured).containsExactly(old.worker);
    world.scheduler.measured(old.worker, 101 * MIB);
    assertThat(world.processes).hasSize(2);
    assertThat(world.log).contains("INFO worker 1 is replaced: it holds 101.0 MiB");
    world.submit();
    world.begin();
    world.in(2).greet();
    world.deliverAll();
    assertThat(old.inbox).isEmpty();
    world.finish();
    assertThat(old.inbox).extracting(Frame::type).containsExactly(FrameType.STOP);
    world.submit();
    assertThat(world.in(2).inbox).hasSize(1);
    world.check();
  }

  @Test
  void aReplacementThatDoesNotStartLeavesTheOldOneAtWork() {
    FakeWorld world = started(Recycling.never().aboveMemory(100 * MIB));
    world.scheduler.measured(world.in(1).worker, 101 * MIB);
    for (int i = 0; i < 5; i++) {
      world.processes.getLast().die(1);
      world.deliverAll();
      world.advance(Duration.ofSeconds(1));
    }
    Job job = world.submit();
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    world.check();
  }

  @Test
  void aWorkerAboveTheLimitIsKilledAndItsTaskFailsWithBothNumbers() {
    FakeWorld world = started(Recycling.never().withMemoryLimit(200 * MIB));
    Job job = world.submit();
    FakeProcess process = world.begin();
    world.scheduler.measured(process.worker, 201 * MIB);
    assertThat(process.killed).isTrue();
    world.die(1);
    assertThat(world.failure(job).cause())
        .isEqualTo(new FailureCause.MemoryLimit(201 * MIB, 200 * MIB));
    assertThat(world.failure(job).delivery()).isEqualTo(Delivery.STARTED);
    assertThat(world.statistics().lostByCause()).containsEntry("MEMORY_LIMIT", 1L);
    assertThat(world.log).anyMatch(line -> line.contains("it held 201.0 MiB of memory"));
  }

  @Test
  void anOldWorkerIsReplacedThoughItIdles() {
    FakeWorld world = started(Recycling.never().afterAge(Duration.ofSeconds(60)));
    for (int i = 0; i < 121; i++) {
      world.advance(Duration.ofMillis(500));
    }
    assertThat(world.processes).hasSize(2);
    world.greetAll();
    assertThat(world.in(1).inbox).extracting(Frame::type).containsExactly(FrameType.STOP);
  }

  @Test
  void aClosedPoolDoesNotWaitForAReplacement() {
    FakeWorld world = started(Recycling.never().afterTasks(1).withJitter(0));
    world.submit();
    world.scheduler.close();
    world.begin();
    world.finish();
    for (FakeProcess process : world.processes) {
      if (process.killed) {
        process.die(137);
      } else {
        process.read(true);
      }
    }
    world.deliverAll();
    assertThat(world.terminated).isTrue();
  }

  private static FakeProcess running(FakeWorld world) {
    return world.processes.stream()
        .filter(process -> process.alive && !process.inbox.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static FakeWorld started(Recycling recycling) {
    return new FakeWorld(Plans.of(recycling), 1).started();
  }
}
