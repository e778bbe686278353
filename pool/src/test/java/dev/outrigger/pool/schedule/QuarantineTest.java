package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.Retries;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private final FakeWorld world =
      new FakeWorld(Plans.of(Quarantine.after(2).lasting(Duration.ofSeconds(30))), 1).started();

  @Test
  void aKeyThatKilledWorkersIsRefusedWithAllThatWaitsOfIt() {
    submit("bad");
    Job second = submit("bad");
    Job waiting = submit("bad");
    Job good = submit("good");
    killRunning();
    killRunning();
    assertThat(world.failure(second).cause().label()).isEqualTo("OS_KILL(9)");
    assertThat(world.failure(waiting).cause().label()).isEqualTo("QUARANTINED");
    assertThat(world.failure(waiting).delivery()).isEqualTo(Delivery.NOT_STARTED);
    assertThat(world.log)
        .contains(
            "WARNING tasks of the key \"bad\" are refused for 30.0 s: 2 workers died of them");
    Job late = submit("bad");
    assertThat(world.failure(late).cause().description())
        .isEqualTo("tasks of the key \"bad\" killed 2 workers and are refused for another 30.0 s");
    world.begin();
    world.finish();
    assertThat(world.endings.get(good.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.statistics().quarantined()).isEqualTo(2);
    assertThat(world.statistics().keysInQuarantine()).isEqualTo(1);
    world.check();
  }

  @Test
  void afterItsTimeOneIsTriedAndItsSuccessOpensTheKey() {
    shut();
    world.advance(Duration.ofSeconds(30));
    Job probe = submit("bad");
    Job other = submit("bad");
    world.begin();
    world.finish();
    assertThat(world.endings.get(probe.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.failure(other).cause().description())
        .endsWith("are refused while one is tried");
    Job next = submit("bad");
    world.begin();
    world.finish();
    assertThat(world.endings.get(next.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(world.statistics().keysInQuarantine()).isZero();
  }

  @Test
  void aTriedTaskThatIsCancelledLeavesTheTrialToTheNext() {
    shut();
    world.advance(Duration.ofSeconds(30));
    Job probe = submit("bad");
    FakeProcess process = world.begin();
    world.scheduler.cancel(probe, "no need");
    process.read(true);
    world.deliverAll();
    submit("bad");
    assertThat(world.in(1).inbox).hasSize(1);
    killRunning();
    assertThat(world.failure(submit("bad")).cause().label()).isEqualTo("QUARANTINED");
  }

  @Test
  void aTaskKilledByOrderIsNotCounted() {
    for (int i = 0; i < 5; i++) {
      Job job = submit("slow");
      world.begin();
      world.scheduler.cancel(job, "no need");
      world.advance(Duration.ofMillis(500));
      world.die(1);
      world.greetAll();
    }
    assertThat(world.statistics().keysInQuarantine()).isZero();
    assertThat(world.statistics().lostByCause()).containsEntry("CANCELLED", 5L);
  }

  private void shut() {
    submit("bad");
    submit("bad");
    killRunning();
    killRunning();
  }

  private void killRunning() {
    world.begin();
    world.die(1);
    world.greetAll();
  }

  private Job submit(String key) {
    Terms terms =
        new Terms(
            Optional.empty(),
            Optional.empty(),
            Duration.ofMillis(500),
            Place.PLAIN,
            Retries.none(),
            Optional.of(key));
    return world.submit(terms, "Test.work");
  }
}
