package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HangWatchTest {
  private final FakeWorld world = new FakeWorld(1, 100).started();

  @Test
  void aWorkerThatDoesNotTakeItsTaskUpIsKilledAndTheTaskGoesToAnother() {
    Job job = world.submit();
    FakeProcess stopped = world.in(1);
    world.advance(Plans.HUNG.minusMillis(1));
    assertThat(stopped.killed).isFalse();
    world.advance(Duration.ofMillis(1));
    assertThat(stopped.killed).isTrue();
    world.die(1);
    assertThat(world.endings).isEmpty();
    assertThat(world.log)
        .anyMatch(line -> line.contains("did not take up task 1 (Test.work) within 10.0 s"));
    world.greetAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.statistics().lostByCause()).containsEntry("HUNG", 1L);
  }

  @Test
  void aTaskThatHangsThreeWorkersFailsAsHung() {
    Job job = world.submit();
    for (int i = 0; i < 3; i++) {
      world.advance(Plans.HUNG);
      world.die(1);
      world.greetAll();
    }
    assertThat(world.failure(job).cause().label()).isEqualTo("HUNG");
    assertThat(world.failure(job).delivery()).isEqualTo(Delivery.NOT_STARTED);
  }

  @Test
  void aTaskThatHasBegunMayTakeAsLongAsItLikes() {
    world.submit();
    FakeProcess process = world.begin();
    for (int i = 0; i < 10; i++) {
      world.advance(Plans.HUNG);
    }
    assertThat(process.killed).isFalse();
  }

  @Test
  void aProcessThatStandsStillForAWholePeriodWhileItsTaskRunsIsKilled() {
    Job job = world.submit();
    FakeProcess process = world.begin();
    lookAndFindItStill(true);
    assertThat(process.killed).isFalse();
    lookAndFindItStill(true);
    assertThat(process.killed).isTrue();
    world.die(1);
    assertThat(world.failure(job).cause()).isEqualTo(new FailureCause.Hung(Plans.HUNG, true));
    assertThat(world.failure(job).delivery()).isEqualTo(Delivery.STARTED);
  }

  @Test
  void aProcessThatWentOnInBetweenIsLeftAlone() {
    world.submit();
    FakeProcess process = world.begin();
    lookAndFindItStill(true);
    lookAndFindItStill(false);
    lookAndFindItStill(true);
    assertThat(process.killed).isFalse();
  }

  private void lookAndFindItStill(boolean still) {
    world.scheduler.spawned(world.in(1).worker, 4711);
    world.advance(Plans.HUNG);
    world.scheduler.observed(world.observed.removeFirst(), still);
    assertThat(world.observed).isEmpty();
  }

  @Test
  void theNextTaskOfALongBusyWorkerIsWatchedFromItsOwnBeginning() {
    world.submit();
    FakeProcess process = world.begin();
    world.advance(Plans.HUNG.dividedBy(2));
    process.answer(FrameType.RESULT);
    world.deliverAll();
    world.submit();
    world.advance(Plans.HUNG.dividedBy(2));
    assertThat(process.killed).isFalse();
    world.advance(Plans.HUNG.dividedBy(2));
    assertThat(process.killed).isTrue();
  }

  @Test
  void aWorkerThatDoesNotGiveBackWhatItWasSentAheadIsKilled() {
    makeQuick();
    Job running = world.submit();
    Job ahead = world.submit();
    FakeProcess stopped = world.in(1);
    stopped.read(false);
    world.advance(Duration.ofMillis(5));
    assertThat(stopped.inbox).extracting(frame -> frame.type()).contains(FrameType.RECALL);
    world.advance(Plans.HUNG);
    world.advance(Plans.HUNG);
    assertThat(stopped.killed).isTrue();
    world.die(1);
    assertThat(world.failure(running).cause().label()).isEqualTo("HUNG");
    assertThat(world.failure(running).delivery()).isEqualTo(Delivery.STARTED);
    world.greetAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(ahead.id())).isEqualTo(new Ending.Returned("done"));
  }

  private void makeQuick() {
    for (int i = 0; i < 3; i++) {
      world.submit();
      world.begin();
      world.finish();
    }
  }
}
