package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Retries;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the bytes of a task's arguments are kept. */
class ParcelTest {
  private final FakeWorld world = new FakeWorld(1, 10).started();

  private Job submit(Retries retries) {
    Terms terms =
        new Terms(
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Place.PLAIN,
            retries,
            Optional.empty());
    return world.submit(terms, "Test.work");
  }

  @Test
  void aTaskThatWaitsForItsWorkerKeepsThem() {
    Job job = submit(Retries.none());
    assertThat(job.parcel().kept()).isEqualTo(1);
  }

  @Test
  void aTaskThatHasBegunAndIsNotTriedAgainDropsThem() {
    Job job = submit(Retries.none());
    world.begin().worker.lookAtLedger();
    assertThat(job.parcel().kept()).isZero();
    assertThat(job.parcel().size()).isEqualTo(1);
  }

  @Test
  void aTaskThatMayBeTriedAgainKeepsThemUntilItsLastTry() {
    Job job = submit(Retries.lost(1));
    world.begin().worker.lookAtLedger();
    assertThat(job.parcel().kept()).isEqualTo(1);
    world.die(1);
    world.advance(Duration.ofSeconds(10));
    world.greetAll();
    world.begin().worker.lookAtLedger();
    assertThat(job.attempts().retried()).isEqualTo(1);
    assertThat(job.parcel().kept()).isZero();
  }

  @Test
  void aTaskThatHasEndedDropsThemThoughItMightHaveBeenTriedAgain() {
    Job job = submit(Retries.lost(1));
    world.begin();
    world.finish();
    assertThat(job.endedIn()).isPresent();
    assertThat(job.parcel().kept()).isZero();
  }
}
