package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.wire.FrameType;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A task that has answered goes on until its answer is read, and can be stopped until then. */
class ResultBeingReadTest {
  private static final Optional<Duration> ONE_SECOND = Optional.of(Duration.ofSeconds(1));

  private final FakeWorld world = new FakeWorld(1, 10).started();

  @Test
  void aDeadlineEndsATaskWhoseResultIsBeingReadAndClosingDoesNotWaitForTheReading() {
    Job job = world.submit(ONE_SECOND);
    answerUnread();
    world.scheduler.close();
    world.in(1).die(0);
    deliverButRead(world.in(1));
    world.advance(Duration.ofSeconds(1));
    Ending.Failed failure = (Ending.Failed) world.endings.get(job.id());
    assertThat(failure).isNotNull();
    assertThat(failure.cause().label()).isEqualTo("DEADLINE");
    assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(world.terminated).isTrue();
    world.deliverAll();
    world.check();
    assertThat(world.statistics().expired()).isEqualTo(1);
  }

  @Test
  void aCancelEndsATaskWhoseResultIsBeingRead() {
    Job job = world.submit();
    answerUnread();
    assertThat(world.scheduler.cancel(job, "no need")).isTrue();
    assertThat(world.endings.get(job.id())).isEqualTo(new Ending.Cancelled("no need"));
    world.deliverAll();
    world.check();
    assertThat(world.statistics().idle()).isEqualTo(1);
  }

  private void answerUnread() {
    FakeProcess process = world.begin();
    process.answer(FrameType.RESULT);
    deliverButRead(process);
    assertThat(world.reading).hasSize(1);
  }

  private void deliverButRead(FakeProcess process) {
    while (!process.outbox.isEmpty()) {
      world.deliver(process);
    }
  }
}
