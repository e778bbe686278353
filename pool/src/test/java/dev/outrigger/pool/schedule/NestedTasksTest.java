package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NestedTasksTest {
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final FakeWorld world = new FakeWorld(1, 2).started();

  private Job nest(Job parent, int number) {
    Job child = world.job(Optional.empty(), Duration.ofMillis(500));
    world.scheduler.submitNested(parent, number, child);
    world.check();
    return child;
  }

  private void readAll(FakeProcess process) {
    while (!process.inbox.isEmpty()) {
      process.read(true);
    }
    world.deliverAll();
  }

  @Test
  void aChildForWhichNobodyIsFreeRunsInsideTheTaskThatWaitsForIt() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job child = nest(parent, 1);
    readAll(process);
    assertThat(process.inside).isEmpty();
    world.scheduler.awaitNested(parent, 1);
    readAll(process);
    assertThat(process.inside).containsExactly(child.id());
    process.answerInside(child.id(), FrameType.RESULT);
    world.deliverAll();
    assertThat(world.endings.get(child.id())).isInstanceOf(Ending.Returned.class);
    world.finish();
    assertThat(world.endings.get(parent.id())).isInstanceOf(Ending.Returned.class);
    assertThat(world.statistics().idle()).isEqualTo(1);
    world.check();
  }

  @Test
  void aFreeWorkerGoesFirst() {
    FakeWorld two = new FakeWorld(2, 2).started();
    Job parent = two.submit();
    two.processes.forEach(process -> {
      while (!process.inbox.isEmpty()) {
        process.read(true);
      }
    });
    two.deliverAll();
    Job child = two.job(Optional.empty(), Duration.ofMillis(500));
    two.scheduler.submitNested(parent, 1, child);
    assertThat(two.processes)
        .anyMatch(
            process -> process.inbox.stream().anyMatch(frame -> frame.type() == FrameType.TASK));
    two.scheduler.awaitNested(parent, 1);
    assertThat(two.processes)
        .noneMatch(
            process -> process.inbox.stream().anyMatch(frame -> frame.type() == FrameType.NUDGE));
  }

  @Test
  void childrenGoBeforeWhatWaitedLonger() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job earlier = world.submit();
    Job child = nest(parent, 1);
    process.answer(FrameType.RESULT);
    // Its parent has ended, and so it goes with it.
    world.deliverAll();
    assertThat(world.endings.get(child.id())).isInstanceOf(Ending.Cancelled.class);
    assertThat(earlier.is(Job.Stage.HELD)).isTrue();
  }

  @Test
  void theQueueDoesNotCountThem() {
    Job parent = world.submit();
    world.begin();
    for (int i = 1; i <= 50; i++) {
      nest(parent, i);
    }
    world.submit();
    world.submit();
    assertThat(world.statistics().queued()).isEqualTo(52);
    assertThat(world.statistics().rejected()).isZero();
  }

  @Test
  void theDeathOfAWorkerFailsWhatRanInsideToo() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job child = nest(parent, 1);
    world.scheduler.awaitNested(parent, 1);
    readAll(process);
    process.die(137);
    world.deliverAll();
    assertThat(world.endings.get(child.id())).isInstanceOf(Ending.Failed.class);
    assertThat(world.endings.get(parent.id())).isInstanceOf(Ending.Failed.class);
    world.check();
  }

  @Test
  void cancellingAParentCancelsWhatRunsInsideAndWhatWaits() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job inner = nest(parent, 1);
    Job waiting = nest(parent, 2);
    world.scheduler.awaitNested(parent, 1);
    readAll(process);
    assertThat(world.scheduler.cancel(parent, "enough")).isTrue();
    assertThat(world.endings.get(waiting.id())).isInstanceOf(Ending.Cancelled.class);
    readAll(process);
    assertThat(world.endings.get(inner.id())).isInstanceOf(Ending.Cancelled.class);
    assertThat(world.endings.get(parent.id())).isInstanceOf(Ending.Cancelled.class);
    assertThat(process.killed).isFalse();
  }

  @Test
  void aChildInsideThatDoesNotStopCostsTheWorker() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job child = nest(parent, 1);
    world.scheduler.awaitNested(parent, 1);
    process.read(false);
    world.scheduler.abandonNested(parent, 1, "no need", true);
    world.advance(Duration.ofMillis(500));
    assertThat(process.killed).isTrue();
    process.die(137);
    world.deliverAll();
    assertThat(world.endings.get(child.id())).isInstanceOf(Ending.Cancelled.class);
    assertThat(world.endings.get(parent.id())).isInstanceOf(Ending.Failed.class);
  }

  @Test
  void aChildThatNoWorkerTakesRunsInsideThoughItsParentDoesNotSayThatItWaits() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    Job child = nest(parent, 1);
    Job other = nest(parent, 2);
    world.advance(PATIENCE);
    readAll(process);
    assertThat(process.inside).containsExactly(child.id());
    world.advance(PATIENCE);
    readAll(process);
    assertThat(process.inside).containsExactly(child.id());
    process.answerInside(child.id(), FrameType.RESULT);
    world.deliverAll();
    world.advance(PATIENCE);
    readAll(process);
    assertThat(process.inside).containsExactly(other.id());
  }

  @Test
  void aNumberThatIsTakenIsAgainstTheProtocol() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    nest(parent, 1);
    world.scheduler.submitNested(parent, 1, world.job(Optional.empty(), Duration.ofMillis(500)));
    assertThat(process.killed).isTrue();
  }

  @Test
  void aTaskThatHasEndedGetsNoMoreChildren() {
    Job parent = world.submit();
    world.begin();
    world.finish();
    Job child = nestUncounted(parent);
    assertThat(world.endings.remove(child.id())).isInstanceOf(Ending.Cancelled.class);
    assertThat(world.statistics().rejected()).isEqualTo(1);
    world.check();
  }

  private Job nestUncounted(Job parent) {
    Job child = world.job(Optional.empty(), Duration.ofMillis(500));
    world.scheduler.submitNested(parent, 1, child);
    return child;
  }

  @Test
  void whatWasSentAheadIsCalledBackFromATaskThatNests() {
    Job parent = world.submit();
    FakeProcess process = world.begin();
    world.finish();
    // Its kind is known to be quick now, so the next ones are sent ahead.
    Job first = world.submit();
    world.submit();
    while (!process.inbox.isEmpty()) {
      process.read(true);
    }
    world.deliverAll();
    assertThat(process.ahead).hasSize(1);
    nest(first, 1);
    assertThat(process.inbox).extracting(Frame::type).contains(FrameType.RECALL);
    assertThat(parent.is(Job.Stage.ENDED)).isTrue();
  }
}
