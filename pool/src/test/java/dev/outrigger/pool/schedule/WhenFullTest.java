package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.WhenFull;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhenFullTest {
  @Test
  void whoWaitsIsLetInWhenATaskLeavesTheQueue() {
    FakeWorld world = full(WhenFull.WAIT);
    Job first = job(world);
    assertThat(world.scheduler.submit(first, true)).isEqualTo(Admission.WAIT);
    Job second = job(world);
    assertThat(world.scheduler.submit(second, true)).isEqualTo(Admission.WAIT);
    assertThat(world.admitted).isEmpty();
    world.begin();
    world.advance(Duration.ofSeconds(1)); // else the pool takes them for quick ones
    world.finish();
    assertThat(world.admitted).containsExactly(first);
    world.begin();
    world.finish();
    assertThat(world.admitted).containsExactly(first, second);
    world.check();
  }

  @Test
  void aDeadlineEndsTheWaitingToo() {
    FakeWorld world = full(WhenFull.WAIT);
    Job late = world.job(Optional.of(Duration.ofSeconds(1)), Duration.ZERO);
    assertThat(world.scheduler.submit(late, true)).isEqualTo(Admission.WAIT);
    world.advance(Duration.ofSeconds(1));
    assertThat(world.failure(late).cause().label()).isEqualTo("DEADLINE");
    assertThat(world.admitted).containsExactly(late);
  }

  @Test
  void aCancelAndAnAbortLetGoOfWhoWaits() {
    FakeWorld world = full(WhenFull.WAIT);
    Job cancelled = job(world);
    assertThat(world.scheduler.submit(cancelled, true)).isEqualTo(Admission.WAIT);
    Job aborted = job(world);
    assertThat(world.scheduler.submit(aborted, true)).isEqualTo(Admission.WAIT);
    world.scheduler.cancel(cancelled, "no need");
    assertThat(world.admitted).containsExactly(cancelled);
    world.scheduler.abort();
    assertThat(world.admitted).containsExactly(cancelled, aborted);
  }

  @Test
  void whoMayNotWaitIsRefused() {
    FakeWorld world = full(WhenFull.WAIT);
    Job job = job(world);
    assertThatThrownBy(() -> world.scheduler.submit(job, false))
        .isInstanceOf(PoolFullException.class);
    assertThat(world.statistics().rejected()).isEqualTo(1);
    world.check();
  }

  @Test
  void aTaskThatItsCallerRunsCountsAsRunningAndThenAsDone() {
    FakeWorld world = full(WhenFull.CALLER_RUNS);
    Job job = job(world);
    assertThat(world.scheduler.submit(job, true)).isEqualTo(Admission.RUN_IT);
    assertThat(world.statistics().running()).isEqualTo(2);
    world.check();
    world.scheduler.decoded(job, new Decoded.Value("mine"));
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("mine"));
    assertThat(world.statistics().callerRan()).isEqualTo(1);
    world.check();
  }

  private static Job job(FakeWorld world) {
    return world.job(Optional.empty(), Duration.ZERO);
  }

  private static FakeWorld full(WhenFull rule) {
    FakeWorld world = new FakeWorld(Plans.of(rule), 1).started();
    world.submit();
    world.submit();
    return world;
  }
}
