package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a worker does before its first task, and what of it tasks find. */
class InitializerTest {
  private static final TaskOptions BOUNDED = TaskOptions.defaults().within(Duration.ofSeconds(30));

  /** Can't be sent, and need not be. */
  private static final class Model {
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread loader = Thread.currentThread();

    private int ask() {
      assertThat(loader).isNotNull();
      return asked.incrementAndGet();
    }
  }

  private static int ask() {
    return WorkerState.of(Model.class).ask();
  }

  private static String asText() {
    return WorkerState.of(String.class);
  }

  private static ProcessPool pool(RemoteCallable<Object> initializer) {
    return ProcessPool.builder().name("initializer").size(1).initializer(initializer).build();
  }

  @Test
  void tasksOfAWorkerFindWhatItsInitializerMade() throws Exception {
    try (ProcessPool pool = pool(Model::new)) {
      assertThat(pool.with(BOUNDED).call(InitializerTest::ask)).isEqualTo(1);
      assertThat(pool.with(BOUNDED).call(InitializerTest::ask)).isEqualTo(2);
    }
  }

  @Test
  void theSuccessorOfADeadWorkerIsInitializedToo() throws Exception {
    try (ProcessPool pool = pool(Model::new)) {
      assertThat(pool.with(BOUNDED).call(InitializerTest::ask)).isEqualTo(1);
      assertThatThrownBy(() -> pool.with(BOUNDED).call(Work::halt, 7))
          .isInstanceOf(TaskFailedException.class);
      assertThat(pool.with(BOUNDED).call(InitializerTest::ask)).isEqualTo(1);
    }
  }

  @Test
  void anInitializerThatThrowsFailsTheTasksThatWaitWithItsReason() {
    try (ProcessPool pool =
        pool(() -> {
          throw new IllegalStateException("no such model");
        })) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.with(BOUNDED).call(Work::twice, 1));
      assertThat(failure.failure()).isInstanceOf(FailureCause.StartupFailed.class);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure)
          .hasMessageContaining(
              "its initializer failed: java.lang.IllegalStateException: no such model");
    }
  }

  @Test
  void anInitializerThatExitsFailsTheTasksThatWait() {
    try (ProcessPool pool = pool(() -> Work.halt(3))) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.with(BOUNDED).call(Work::twice, 1));
      assertThat(failure.failure()).isInstanceOf(FailureCause.StartupFailed.class);
      assertThat(failure).hasMessageContaining("EXIT(3)");
    }
  }

  @Test
  void anInitializerThatNeverEndsIsKilledAfterTheStartUpTimeout() {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("initializer")
            .size(1)
            .startupTimeout(Duration.ofMillis(800))
            .initializer(() -> {
              Thread.currentThread().join();
              return "never";
            })
            .build()) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.with(BOUNDED).call(Work::twice, 1));
      // On a slow machine even the JVM is not there by then.
      assertThat(failure.getMessage())
          .containsPattern("(it was not ready|its initializer was not done) within 800 ms");
    }
  }

  @Test
  void aStartThatTheInitializerSpoiltIsNotBlamedOnJvmArguments() {
    TaskFailedException failure =
        new TaskFailedException(
            "task 1 (work)",
            new FailureCause.StartupFailed("its initializer was not done within 1 s"),
            Delivery.NOT_STARTED,
            new Evidence(
                Optional.empty(),
                OptionalLong.empty(),
                Duration.ofSeconds(1),
                Optional.empty(),
                List.of()));
    assertThat(failure)
        .hasMessageContaining("startupTimeout(…)")
        .hasMessageNotContaining("JVM arguments");
  }

  @Test
  void aStateOfAnotherTypeIsRefusedWithBothNames() {
    try (ProcessPool pool = pool(Model::new)) {
      assertThatThrownBy(() -> pool.with(BOUNDED).call(InitializerTest::asText))
          .hasMessageContaining("Model, not a java.lang.String");
    }
  }

  @Test
  void withoutAnInitializerThereIsNoState() {
    assertThatThrownBy(() -> WorkerState.of(String.class)).hasMessageContaining("initializer(…)");
  }

  @Test
  void anInitializerThatCannotBeSentIsRefusedByTheBuilder() {
    Object lock = new Object();
    PoolBuilder builder = ProcessPool.builder().initializer(lock::toString);
    assertThatThrownBy(builder::build).hasMessageStartingWith("the initializer can't be sent: ");
  }
}
