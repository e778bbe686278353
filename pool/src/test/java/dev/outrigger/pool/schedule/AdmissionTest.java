package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final FakeWorld world = new FakeWorld(1, 10).started();

  @Test
  void theQueueTakesNoMoreThanItsCapacity() {
    for (int i = 0; i < 11; i++) {
      world.submit();
    }
    assertThatThrownBy(world::submit)
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("10 tasks wait");
    assertThat(world.statistics().rejected()).isEqualTo(1);
  }

  @Test
  void aClosedPoolFinishesWhatItHasAndTakesNothingNew() {
    Job job = world.submit();
    world.scheduler.close();
    assertThatThrownBy(world::submit)
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.in(1).inbox).extracting(Frame::type).containsExactly(FrameType.STOP);
    assertThat(world.terminated).isFalse();
    world.in(1).read(true);
    world.deliverAll();
    assertThat(world.terminated).isTrue();
    assertThat(world.log).isEmpty();
  }

  @Test
  void aTaskRequeuedWhileThePoolClosesStillRuns() {
    Job job = world.submit();
    world.scheduler.close();
    world.in(1).die(137);
    world.deliverAll();
    world.in(1).greet();
    world.deliverAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
  }
}
