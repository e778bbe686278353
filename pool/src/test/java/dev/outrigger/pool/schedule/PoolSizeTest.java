package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolSizeTest {
  private static final Duration GROW = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(60);

  @Test
  void workersAreStartedOneByOneForTasksThatWaitAndLeaveWhenIdle() {
    FakeWorld world = started(1, 3, 0);
    assertThat(world.processes).hasSize(1);
    for (int i = 0; i < 6; i++) {
      world.submit();
    }
    assertThat(world.processes).hasSize(1);
    world.advance(GROW);
    assertThat(world.processes).hasSize(2);
    world.advance(GROW);
    assertThat(world.processes).hasSize(3);
    world.advance(GROW.multipliedBy(10));
    assertThat(world.processes).hasSize(3);
    world.greetAll();
    assertThat(world.statistics().busy()).isEqualTo(3);
    workAllOff(world);
    world.advance(IDLE.minusMillis(1));
    assertThat(world.statistics().idle()).isEqualTo(3);
    world.advance(Duration.ofMillis(1));
    assertThat(world.statistics().idle()).isEqualTo(1);
    assertThat(world.statistics().stopping()).isEqualTo(2);
    world.check();
  }

  @Test
  void aTaskThatDoesNotWaitLongStartsNobody() {
    FakeWorld world = started(1, 3, 0);
    world.submit();
    world.submit();
    world.advance(GROW.minusMillis(1));
    world.begin();
    world.finish();
    world.advance(Duration.ofMillis(1));
    assertThat(world.processes).hasSize(1);
  }

  @Test
  void aPoolThatKeepsNobodyStartsOneForTheFirstTask() {
    FakeWorld world = started(0, 2, 0);
    assertThat(world.processes).isEmpty();
    Job job = world.submit();
    assertThat(world.processes).hasSize(1);
    world.greetAll();
    world.begin();
    world.finish();
    assertThat(world.endings).containsKey(job.id());
    world.advance(IDLE);
    world.in(1).read(true);
    world.deliverAll();
    assertThat(world.statistics().idle()).isZero();
    Job next = world.submit();
    world.greetAll();
    world.begin();
    world.finish();
    assertThat(world.endings).containsKey(next.id());
  }

  @Test
  void aSpareTakesTheNextTaskTheMomentAWorkerIsKilled() {
    FakeWorld world = started(1, 1, 1);
    assertThat(world.statistics().idle()).isEqualTo(2);
    world.submit();
    Job next = world.submit();
    assertThat(world.statistics().busy()).isEqualTo(1);
    FakeProcess running = busy(world);
    running.read(false);
    running.die(137);
    world.deliverAll();
    assertThat(next.worker()).isPresent();
    assertThat(world.statistics().busy()).isEqualTo(1);
    assertThat(world.statistics().starting()).isEqualTo(1);
    world.check();
  }

  @Test
  void aSpareStepsInWhenAConnectionEndsThoughTheProcessTakesItsTimeToDie() {
    FakeWorld world = started(1, 1, 1);
    world.submit();
    Job next = world.submit();
    FakeProcess running = busy(world);
    running.read(false);
    world.scheduler.hungUp(running.worker);
    assertThat(next.worker()).isPresent();
    assertThat(world.statistics().busy()).isEqualTo(1);
    assertThat(world.statistics().stopping()).isEqualTo(1);
    running.die(137);
    world.deliverAll();
    assertThat(world.statistics().failed()).isEqualTo(1);
    assertThat(world.statistics().starting()).isEqualTo(1);
    world.check();
  }

  @Test
  void aClosedPoolOfNobodyTerminates() {
    FakeWorld world = started(0, 2, 0);
    world.scheduler.close();
    assertThat(world.terminated).isTrue();
  }

  private static FakeProcess busy(FakeWorld world) {
    return world.processes.stream()
        .filter(process -> !process.inbox.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static void workAllOff(FakeWorld world) {
    for (int i = 0; i < 20; i++) {
      for (FakeProcess process : world.processes) {
        if (process.inbox.stream().map(Frame::type).anyMatch(type -> type == FrameType.TASK)) {
          process.read(true);
        }
        if (process.running.isPresent()) {
          process.answer(FrameType.RESULT);
        }
      }
      world.deliverAll();
    }
    assertThat(world.statistics().completed()).isEqualTo(6);
  }

  private static FakeWorld started(int min, int max, int spares) {
    return new FakeWorld(Plans.of(new Sizing(min, max, spares, GROW, IDLE)), 1).started();
  }
}
