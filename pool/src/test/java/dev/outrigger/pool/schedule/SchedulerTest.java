package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final Optional<Duration> ONE_SECOND = Optional.of(Duration.ofSeconds(1));

  private static final Terms RUN_FOR_ONE_SECOND =
      Terms.ENDLESS.with(TaskOptions.defaults().runningAtMost(ONE_SECOND.get()));

  private final FakeWorld world = new FakeWorld(1, 10).started();

  @Test
  void aTaskWhoseDeadlinePassesInTheQueueNeverReachesAWorker() {
    world.submit();
    world.begin();
    Job waiting = world.submit(ONE_SECOND);
    world.advance(Duration.ofSeconds(1));
    assertThat(failure(waiting).cause())
        .isEqualTo(new FailureCause.DeadlineExceeded(ONE_SECOND.get(), false));
    assertThat(failure(waiting).delivery()).isEqualTo(Delivery.NOT_STARTED);
    world.finish();
    assertThat(world.in(1).inbox).isEmpty();
  }

  @Test
  void aTaskThatIgnoresItsDeadlineIsLookedAtTwiceAndKilled() {
    Job job = world.submit(ONE_SECOND);
    FakeProcess process = world.begin();
    world.advance(Duration.ofSeconds(1));
    assertThat(process.inbox)
        .extracting(Frame::type)
        .containsExactly(FrameType.DUMP, FrameType.CANCEL);
    world.advance(Duration.ofMillis(499));
    assertThat(process.inbox).hasSize(2);
    world.advance(Duration.ofMillis(1));
    assertThat(process.inbox).extracting(Frame::type).endsWith(FrameType.DUMP);
    assertThat(process.killed).isFalse();
    while (!process.inbox.isEmpty()) {
      process.read(false);
    }
    world.deliverAll();
    assertThat(process.killed).isTrue();
    assertThat(world.endings).isEmpty();
    process.die(137);
    world.deliverAll();
    assertThat(failure(job).cause().label()).isEqualTo("DEADLINE");
    assertThat(failure(job).evidence().stack()).contains("at spin");
  }

  @Test
  void theLogSaysWhichTaskADeadWorkerHeld() {
    Job job = world.submit();
    world.begin();
    world.die(1);
    assertThat(world.log)
        .singleElement()
        .asString()
        .contains("died with OS_KILL(9) while it held " + job);
  }

  @Test
  void aStoppedProcessIsKilledThoughItTellsNothing() {
    world.submit(ONE_SECOND);
    FakeProcess process = world.begin();
    world.advance(Duration.ofSeconds(1));
    world.advance(Duration.ofMillis(500));
    world.advance(Duration.ofMillis(299));
    assertThat(process.killed).isFalse();
    world.advance(Duration.ofMillis(1));
    assertThat(process.killed).isTrue();
  }

  @Test
  void aTaskThatStopsWithinItsGraceMissedItsDeadlineAllTheSameAndItsWorkerLivesOn() {
    Job job = world.submit(ONE_SECOND);
    FakeProcess process = world.begin();
    world.advance(Duration.ofSeconds(1));
    process.read(true);
    process.read(true);
    world.deliverAll();
    assertThat(failure(job).cause().label()).isEqualTo("DEADLINE");
    assertThat(failure(job).evidence().stack()).contains("at spin");
    world.advance(Duration.ofSeconds(5));
    assertThat(process.killed).isFalse();
    assertThat(world.statistics().idle()).isEqualTo(1);
  }

  @Test
  void aCancelledTaskIsDoneOnlyWhenItsProcessIsDead() {
    Job job = world.submit();
    FakeProcess process = world.begin();
    assertThat(world.scheduler.cancel(job, "no need")).isTrue();
    world.advance(Duration.ofMillis(500));
    assertThat(process.killed).isTrue();
    assertThat(job.phase()).isEqualTo(TaskPhase.RUNNING);
    process.die(137);
    world.deliverAll();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Cancelled("no need"));
    assertThat(job.endedIn()).contains(TaskPhase.RUNNING);
    assertThat(world.log)
        .contains(
            "INFO task 1 (Test.work) cancelled while running for 500 ms on worker 1: no need");
  }

  @Test
  void tasksCancelledTogetherAreToldOnce() {
    world.submit();
    for (Job job : List.of(world.submit(), world.submit(), world.submit())) {
      assertThat(world.scheduler.cancel(job, "the stream was closed")).isTrue();
    }
    assertThat(world.log).filteredOn(line -> line.startsWith("INFO")).hasSize(1);
    assertThat(world.log).filteredOn(line -> line.startsWith("DEBUG")).hasSize(2);
  }

  @Test
  void aDeadlineAfterACancelChangesNothing() {
    Job job = world.submit(ONE_SECOND);
    world.begin();
    world.advance(Duration.ofMillis(900));
    world.scheduler.cancel(job, "no need");
    world.advance(Duration.ofMillis(100));
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Cancelled("no need"));
  }

  @Test
  void aCancelAfterTheDeadlineIsRefused() {
    Job job = world.submit(ONE_SECOND);
    world.begin();
    world.advance(Duration.ofSeconds(1));
    assertThat(world.scheduler.cancel(job, "too late")).isFalse();
  }

  @Test
  void aTaskThatHadNotBegunRunsOnTheNextWorker() {
    Job job = world.submit();
    Job later = world.submit();
    world.in(1).die(137);
    world.deliverAll();
    assertThat(world.statistics().requeued()).isEqualTo(1);
    world.in(1).greet();
    world.deliverAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Returned("done"));
    assertThat(later.phase()).isEqualTo(TaskPhase.RUNNING);
  }

  @Test
  void anIdleWorkerThatTalksNonsenseIsKilledAndGetsNoTask() {
    world.scheduler.broken(world.in(1).worker, "nonsense");
    Job job = world.submit();
    assertThat(world.in(1).killed).isTrue();
    assertThat(world.in(1).inbox).isEmpty();
    assertThat(job.phase()).isEqualTo(TaskPhase.QUEUED);
  }

  @Test
  void aTaskThatLosesThreeWorkersBeforeItBeginsFailsAsNotStarted() {
    Job job = world.submit();
    for (int i = 0; i < 3; i++) {
      world.in(1).die(137);
      world.deliverAll();
      world.in(1).greet();
      world.deliverAll();
    }
    assertThat(failure(job).cause()).isEqualTo(new FailureCause.OsKill(9));
    assertThat(failure(job).delivery()).isEqualTo(Delivery.NOT_STARTED);
  }

  @Test
  void aTaskThatHadBegunFailsWithItsWorkerAndTheQueuedOnesGoOn() {
    Job running = world.submit();
    Job queued = world.submit();
    world.begin().die(139);
    world.deliverAll();
    assertThat(failure(running).cause()).isEqualTo(new FailureCause.OsKill(11));
    assertThat(failure(running).delivery()).isEqualTo(Delivery.STARTED);
    world.in(1).greet();
    world.deliverAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(queued.id())).isEqualTo(new Ending.Returned("done"));
  }

  @Test
  void threeFailedStartsFailWhatIsQueuedAndTheNextTryWaits() {
    world.in(1).die(1);
    world.deliverAll();
    Job job = world.submit();
    for (int i = 0; i < 3; i++) {
      assertThat(world.endings).isEmpty();
      world.in(1).die(1);
      world.deliverAll();
    }
    assertThat(failure(job).cause().label()).isEqualTo("STARTUP");
    assertThat(world.processes).hasSize(4);
    Job refused = world.submit();
    assertThat(failure(refused).cause().label()).isEqualTo("STARTUP");
    world.advance(Duration.ofMillis(100));
    assertThat(world.processes).hasSize(5);
    Job lucky = world.submit();
    world.in(1).greet();
    world.deliverAll();
    world.begin();
    world.finish();
    assertThat(world.endings.get(lucky.id())).isEqualTo(new Ending.Returned("done"));
  }

  @Test
  void aWorkerThatDoesNotGreetInTimeIsReplaced() {
    FakeWorld slow = new FakeWorld(1, 10);
    slow.scheduler.start();
    slow.advance(Duration.ofSeconds(30));
    assertThat(slow.in(1).killed).isTrue();
    slow.in(1).die(137);
    slow.deliverAll();
    assertThat(slow.processes).hasSize(2);
    assertThat(slow.log).singleElement().asString().contains("was not ready within");
  }

  @Test
  void aWorkerThatTalksNonsenseIsKilledAndItsTaskFails() {
    Job job = world.submit();
    FakeProcess process = world.begin();
    world.scheduler.answered(process.worker, new Frame(FrameType.RESULT, 77));
    assertThat(process.killed).isTrue();
    process.die(137);
    world.deliverAll();
    assertThat(failure(job).cause().label()).isEqualTo("PROTOCOL");
  }

  @Test
  void aWorkerThatClosesItsConnectionAndStaysIsKilled() {
    world.scheduler.hungUp(world.in(1).worker);
    world.advance(Duration.ofSeconds(1));
    assertThat(world.in(1).killed).isTrue();
  }

  @Test
  void aBusyWorkerThatClosesItsConnectionAndStaysIsKilled() {
    world.submit();
    FakeProcess process = world.begin();
    world.scheduler.hungUp(process.worker);
    world.advance(Duration.ofSeconds(1));
    assertThat(process.killed).isTrue();
  }

  @Test
  void aWorkerThatGetsReadyEndsTheTroubleOfTheStartsBefore() {
    for (int i = 0; i < 3; i++) {
      world.in(1).die(1);
      world.deliverAll();
    }
    world.in(1).greet();
    world.deliverAll();
    world.in(1).die(137);
    world.deliverAll();
    world.in(1).die(1);
    world.deliverAll();
    assertThat(world.statistics().starting()).isEqualTo(1);
  }

  @Test
  void aProcessThatDoesNotGoDoesNotHoldItsCallerForEver() {
    Job job = world.submit();
    world.begin();
    world.in(1).running = OptionalLong.empty();
    world.scheduler.cancel(job, "no need");
    world.advance(Duration.ofMillis(500));
    world.advance(Duration.ofSeconds(5));
    assertThat(world.endings).containsKey(job.id());
    assertThat(world.processes).hasSize(2);
  }

  @Test
  void aRunLimitDoesNotCountTheWaitInTheQueue() {
    Job first = world.submit();
    FakeProcess process = world.begin();
    Job second = world.submit(RUN_FOR_ONE_SECOND, "Test.work");
    world.advance(Duration.ofMinutes(1));
    assertThat(world.endings).doesNotContainKey(second.id());
    process.answer(FrameType.RESULT);
    world.deliverAll();
    process.read(true);
    assertThat(world.endings).containsKey(first.id());
    world.advance(Duration.ofMillis(999));
    assertThat(second.stopping().expired()).isFalse();
    world.advance(Duration.ofMillis(1));
    assertThat(second.stopping().expired()).isTrue();
    process.answer(FrameType.FAILURE);
    world.deliverAll();
    assertThat(failure(second).cause())
        .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofSeconds(1), true));
  }

  @Test
  void aTaskThatLostItsWorkerBeforeItBeganHasAllOfItsRunLimitAgain() {
    Job job = world.submit(RUN_FOR_ONE_SECOND, "Test.work");
    world.advance(Duration.ofMillis(900));
    world.in(1).die(137);
    world.deliverAll();
    world.advance(Duration.ofMillis(900));
    assertThat(job.stopping().expired()).isFalse();
    world.greetAll();
    world.begin();
    world.advance(Duration.ofMillis(900));
    assertThat(job.stopping().expired()).isFalse();
    world.finish();
    assertThat(world.endings.get(job.id())).isInstanceOf(Ending.Returned.class);
  }

  private Ending.Failed failure(Job job) {
    assertThat(world.endings.get(job.id())).isInstanceOf(Ending.Failed.class);
    return (Ending.Failed) world.endings.get(job.id());
  }
}
