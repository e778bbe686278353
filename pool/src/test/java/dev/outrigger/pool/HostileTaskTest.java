package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tasks that turn on the worker's own threads; each gets its answer, and the worker lives on. */
@Timeout(60)
class HostileTaskTest {
  private static final TaskOptions BOUNDED =
      TaskOptions.defaults().within(Duration.ofSeconds(15)).withGrace(Duration.ofMillis(100));

  private static ProcessPool pool;
  private static long lostBefore;

  @BeforeAll
  static void start() throws Exception {
    pool = ProcessPool.builder().name("hostile").size(1).heapPerWorker(64 << 20).build();
    Await.fullSize(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @AfterEach
  void theSameWorkerServesTheNextTask() throws Exception {
    assertThat(pool.with(BOUNDED).call(Work::twice, 21)).isEqualTo(42);
    long lost = pool.statistics().workersLost() - lostBefore;
    lostBefore += lost;
    assertThat(lost).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionWhoseOwnMethodsThrowStillReachesItsCaller(Hostile.Trap trap) {
    TaskFailedException failure = failureOf(pool.with(BOUNDED).submit(Hostile::throwTrapped, trap));
    assertThat(failure.failure().label()).isEqualTo("TASK_EXCEPTION");
    Throwable thrown = ((FailureCause.TaskThrew) failure.failure()).thrown();
    String name =
        thrown instanceof RemoteThrowable standIn
            ? standIn.className()
            : thrown.getClass().getName();
    assertThat(name).isEqualTo(Hostile.Trapped.class.getName());
  }

  @Test
  void anUnsendableExceptionWithAMapKeyThatHasNoWordsStillReachesItsCaller() {
    TaskFailedException failure = failureOf(pool.with(BOUNDED).submit(Hostile::throwWithMap));
    assertThat(failure.failure().label()).isEqualTo("TASK_EXCEPTION");
    assertThat(failure).hasCauseInstanceOf(RemoteThrowable.class);
    assertThat(failure).hasMessageContaining("WithMap");
  }

  @Test
  void aResultIsSentThoughItsTaskLeftNoDirectMemory() throws Exception {
    assertThat(pool.with(BOUNDED).call(Hostile::useUpDirectMemory)).hasSize(1 << 20);
    assertThat(pool.with(BOUNDED).call(Hostile::giveDirectMemoryBack)).isZero();
  }

  @Test
  void aTaskThatInterruptsTheListenerLeavesItListening() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(pool.with(BOUNDED).call(Hostile::interruptTheListener)).isTrue();
    }
  }

  @Test
  void aWorkerWithoutFileDescriptorsDoesNotTakeItsParentForDead() throws Exception {
    assertThat(pool.with(BOUNDED).call(Hostile::useUpFiles, 128)).isZero();
  }

  private static TaskFailedException failureOf(PoolTask<?> task) {
    return catchThrowableOfType(TaskFailedException.class, task::join);
  }
}
