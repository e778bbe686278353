package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results whose reading runs code of the user, here in the parent. */
@Timeout(60)
class ReadingTest {
  private static final int MANY = 12;
  private static final TaskOptions BOUNDED =
      TaskOptions.defaults().within(Duration.ofSeconds(20)).withGrace(Duration.ofMillis(100));

  private static final CountDownLatch READ_ON = new CountDownLatch(1);

  private final ProcessPool pool = ProcessPool.builder().name("reading").size(2).build();

  @AfterEach
  void stop() {
    pool.abort();
  }

  @Test
  void slowReadingsHoldUpNobodyElseAndMeetTheirDeadline() throws Exception {
    Await.fullSize(pool);
    TaskOptions sixSeconds = TaskOptions.defaults().within(Duration.ofSeconds(6));
    List<PoolTask<Slow>> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(pool.with(sixSeconds).submit(Slow::one));
    }
    Work.Point point = new Work.Point(1, 2);
    assertThat(pool.with(BOUNDED).<Work.Point, Work.Point>call(Work::echo, point)).isEqualTo(point);
    for (PoolTask<Slow> task : slow) {
      TaskFailedException failure = catchThrowableOfType(TaskFailedException.class, task::join);
      assertThat(failure.failure().label()).isEqualTo("DEADLINE");
      assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    }
    READ_ON.countDown();
  }

  @Test
  void stagesThatCallThePoolAgainDoNotStopIt() throws Exception {
    CountDownLatch together = new CountDownLatch(MANY);
    List<CompletableFuture<Work.Point>> stages = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      stages.add(
          pool.with(BOUNDED)
              .submit(Work::twice, i)
              .thenApply(number -> again(together, number))
              .toCompletableFuture());
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(stages.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(new Work.Point(2 * i, 0));
    }
  }

  private Work.Point again(CountDownLatch together, int number) {
    together.countDown();
    try {
      assertThat(together.await(15, TimeUnit.SECONDS)).isTrue();
      return pool.with(BOUNDED).call(Work::echo, new Work.Point(number, 0));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Is written at once, and read when the test says so. */
  static final class Slow implements Serializable {
    private static final long serialVersionUID = 1L;

    static Slow one() {
      return new Slow();
    }

    private Object readResolve() throws InterruptedException {
      READ_ON.await();
      return this;
    }
  }
}
