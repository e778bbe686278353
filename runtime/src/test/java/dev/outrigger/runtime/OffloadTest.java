package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The scope of a task on a loop reaches the worker process that works for it. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class OffloadTest {
  private static final TaskOptions NO_GRACE =
      TaskOptions.defaults().withGrace(Duration.ofMillis(1));

  private static ProcessPool pool;

  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeAll
  static void startAPool() {
    pool = ProcessPool.builder().name("offload").size(1).build();
  }

  @AfterAll
  static void stopThePool() {
    pool.abort();
  }

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopTheLoop() {
    one.close();
  }

  static int square(int n) {
    return n * n;
  }

  static boolean spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aScopeWithMoreTimeThanThePoolGivesLeavesThePoolsDeadlineInForce() {
    try (ProcessPool brief =
        ProcessPool.builder()
            .name("brief")
            .size(1)
            .deadline(Duration.ofMillis(300))
            .grace(Duration.ofMillis(1))
            .build()) {
      assertThatThrownBy(() ->
              one.run(() ->
                  Scope.timeout(Duration.ofHours(1), () -> Offload.call(brief, OffloadTest::spin))))
          .hasMessageContaining("DEADLINE");
    }
  }

  @Test
  void aTaskOnTheLoopGetsTheResultFromAnotherProcess() throws Exception {
    long pid = one.run(() -> Offload.call(pool, () -> ProcessHandle.current().pid()));
    assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
    int squared = one.run(() -> Offload.call(pool, OffloadTest::square, 12));
    assertThat(squared).isEqualTo(144);
    int sum = one.run(() -> Offload.call(pool, Integer::sum, 3, 4));
    assertThat(sum).isEqualTo(7);
  }

  @Test
  void theLoopGoesOnWhileAWorkerWorks() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<Boolean> spinning =
        one.start(() -> scope.run(() -> Offload.call(pool.with(NO_GRACE), OffloadTest::spin)));
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    scope.cancel(new Cancellation(Cancellation.Source.CALLER, "test is over"));
    assertThatThrownBy(() -> within(spinning)).hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void cancellingTheScopeKillsTheWorkAndSaysWhy() {
    PoolStatistics before = pool.statistics();
    Scope scope = new Scope();
    CompletableFuture<Boolean> spinning =
        one.start(() -> scope.run(() -> Offload.call(pool.with(NO_GRACE), OffloadTest::spin)));
    while (pool.statistics().running() == 0) {
      Thread.onSpinWait();
    }
    scope.cancel(new Cancellation(Cancellation.Source.CLIENT_GONE, "the client went away"));
    assertThatThrownBy(() -> within(spinning))
        .hasCauseInstanceOf(CancelledException.class)
        .hasMessageContaining("the client went away");
    assertThat(pool.statistics().cancelledRunning()).isEqualTo(before.cancelledRunning() + 1);
  }

  @Test
  void theDeadlineOfTheScopeIsTheTasks() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(300),
                    () -> Offload.call(pool.with(NO_GRACE), OffloadTest::spin))))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  /** What waits in the queue ends the moment the pool's clock says so, which may be the first. */
  @Test
  void theDeadlineOfTheScopeCountsThoughThePoolsClockMayStrikeFirst() throws Exception {
    PoolTask<Boolean> busy = pool.with(NO_GRACE).submit(OffloadTest::spin);
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() ->
              one.run(() ->
                  Scope.timeout(Duration.ofMillis(5), () -> Offload.call(pool, OffloadTest::spin))))
          .hasCauseInstanceOf(TimeoutException.class);
    }
    assertThat(busy.cancel(true)).isTrue();
  }

  @Test
  void aNearerDeadlineOfTheTaskWins() {
    TaskOptions hurried = NO_GRACE.within(Duration.ofMillis(300));
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMinutes(10),
                    () -> Offload.call(pool.with(hurried), OffloadTest::spin))))
        .cause()
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e ->
                assertThat(e.failure())
                    .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofMillis(300), false)));
  }

  @Test
  void nothingIsSubmittedFromACancelledScope() throws Exception {
    long before = pool.statistics().submitted();
    Scope scope = new Scope();
    RemoteCallable<Integer> never = () -> 1;
    CompletableFuture<Integer> outcome =
        one.start(() ->
            scope.run(() -> {
              scope.cancel(new Cancellation(Cancellation.Source.CALLER, "enough"));
              return Offload.call(pool, never);
            }));
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(pool.statistics().submitted()).isEqualTo(before);
  }
}
