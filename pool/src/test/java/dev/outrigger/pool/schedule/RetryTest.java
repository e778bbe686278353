package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Retries;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration GRACE = Duration.ofMillis(500);

  private final FakeWorld world = new FakeWorld(1, 10).started();

  @Test
  void aTaskWhoseWorkerWasLostRunsAgainAfterAPauseAndKeepsItsPayload() {
    Job job = submit(Retries.lost(1), Optional.empty());
    world.begin();
    world.die(1);
    world.greetAll();
    assertThat(world.endings).isEmpty();
    assertThat(world.in(1).inbox).isEmpty();
    assertThat(world.statistics().retrying()).isEqualTo(1);
    world.check();
    world.advance(Duration.ofMillis(100));
    assertThat(world.in(1).inbox).hasSize(1);
    assertThat(world.in(1).inbox.getFirst().payload()).endsWith(new byte[] {1});
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.statistics().retried()).isEqualTo(1);
  }

  @Test
  void theLastFailureTellsOfTheEarlierOnes() {
    Job job = submit(Retries.lost(1), Optional.empty());
    for (int i = 0; i < 2; i++) {
      world.advance(Duration.ofMillis(100));
      world.begin();
      world.die(1);
      world.greetAll();
    }
    assertThat(world.failure(job).cause()).isEqualTo(new FailureCause.OsKill(9));
    assertThat(world.failure(job).evidence().earlier())
        .containsExactly("worker 1: OS_KILL(9), STARTED");
  }

  @Test
  void anExceptionIsTriedAgainOnlyIfAsked() {
    Job asked = submit(Retries.always(1), Optional.empty());
    throwing();
    assertThat(world.endings).isEmpty();
    world.advance(Duration.ofMillis(100));
    world.begin();
    world.finish();
    assertThat(world.endings.get(asked.id())).isEqualTo(new Ending.Returned("done"));
    Job not = submit(Retries.lost(1), Optional.empty());
    throwing();
    assertThat(world.failure(not).cause().label()).isEqualTo("TASK_EXCEPTION");
  }

  @Test
  void theDeadlineRunsOnThroughThePauses() {
    Job job = submit(Retries.lost(100), Optional.of(Duration.ofMillis(40)));
    world.begin();
    world.die(1);
    world.advance(Duration.ofMillis(40));
    assertThat(world.failure(job).cause().label()).isEqualTo("DEADLINE");
    assertThat(world.failure(job).evidence().earlier()).hasSize(1);
    world.greetAll();
    world.advance(Duration.ofSeconds(1));
    assertThat(world.in(1).inbox).isEmpty();
    world.check();
  }

  @Test
  void aTaskThatWaitsForItsNextTryCanBeCancelled() {
    Job job = submit(Retries.lost(1), Optional.empty());
    world.begin();
    world.die(1);
    assertThat(world.scheduler.cancel(job, "no need")).isTrue();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Cancelled("no need"));
    world.greetAll();
    world.advance(Duration.ofSeconds(1));
    assertThat(world.in(1).inbox).isEmpty();
    world.check();
  }

  @Test
  void aClosedPoolWaitsForTheNextTry() {
    Job job = submit(Retries.lost(1), Optional.empty());
    world.begin();
    world.scheduler.close();
    world.die(1);
    world.greetAll();
    assertThat(world.terminated).isFalse();
    world.advance(Duration.ofMillis(100));
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    world.in(1).read(true);
    world.deliverAll();
    assertThat(world.terminated).isTrue();
  }

  @Test
  void anAbortEndsWhatWaitsForItsNextTry() {
    Job job = submit(Retries.lost(1), Optional.empty());
    world.begin();
    world.die(1);
    world.scheduler.abort();
    assertThat(world.endings.get(job.id())).isInstanceOf(Ending.Cancelled.class);
    world.die(1);
    assertThat(world.terminated).isTrue();
  }

  private void throwing() {
    world.begin().answer(FrameType.FAILURE);
    world.deliverAll();
  }

  private Job submit(Retries retries, Optional<Duration> limit) {
    return world.submit(
        new Terms(limit, Optional.empty(), GRACE, Place.PLAIN, retries, Optional.empty()),
        "Test.work");
  }
}
