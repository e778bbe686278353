package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A worker says that its JVM shuts down. */
class FarewellTest {
  private final FakeWorld world = new FakeWorld(1, 10).started();
  private final FakeProcess first = world.in(1);

  @Test
  void anIdleOneGetsNoTaskAnyMoreAndIsKilledIfItStays() {
    leave();
    Job job = world.submit();
    assertThat(first.inbox).isEmpty();
    waitInVain();
    world.greetAll();
    world.in(1).read(true);
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.statistics().lostByCause()).containsOnlyKeys("EXIT");
    world.check();
  }

  @Test
  void theTaskOfOneThatStaysFailsWithItsExit() {
    Job job = world.submit();
    world.begin();
    leave();
    waitInVain();
    assertThat(world.failure(job).cause()).isEqualTo(FailureCause.Exit.KILLED);
    assertThat(world.failure(job).delivery()).isEqualTo(Delivery.STARTED);
    assertThat(world.log).anyMatch(line -> line.contains("did not end within 3.0 s"));
  }

  @Test
  void whatItAnswersMeanwhileCountsAndIsItsLast() {
    Job job = world.submit();
    world.begin();
    leave();
    world.submit();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(first.inbox).isEmpty();
    waitInVain();
    world.greetAll();
    assertThat(world.in(1).inbox).extracting(Frame::type).containsExactly(FrameType.TASK);
    world.check();
  }

  @Test
  void theEndOfItsConnectionGivesItNoOtherCause() {
    Job job = world.submit();
    world.begin();
    leave();
    world.scheduler.hungUp(first.worker);
    waitInVain();
    assertThat(world.failure(job).cause()).isEqualTo(FailureCause.Exit.KILLED);
  }

  @Test
  void oneThatHasNotBecomeReadyNeverDoes() {
    FakeWorld starting = new FakeWorld(1, 10);
    starting.scheduler.start();
    starting.scheduler.leaves(starting.in(1).worker);
    starting.greetAll();
    assertThat(starting.statistics().idle()).isZero();
    starting.advance(StopLadder.SHUTDOWN);
    assertThat(starting.in(1).killed).isTrue();
  }

  private void leave() {
    world.scheduler.leaves(first.worker);
  }

  private void waitInVain() {
    world.advance(StopLadder.SHUTDOWN.minusNanos(1));
    assertThat(first.killed).isFalse();
    world.advance(Duration.ofNanos(1));
    assertThat(first.killed).isTrue();
    first.die(137);
    world.deliverAll();
  }
}
