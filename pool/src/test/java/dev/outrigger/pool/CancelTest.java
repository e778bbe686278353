package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelTest {
  private static ProcessPool pool;

  /** For those that will not obey; the others get all the time that a busy machine needs. */
  private static final TaskOptions IMPATIENT =
      TaskOptions.defaults().withGrace(Duration.ofMillis(200));

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("cancel").size(1).grace(Duration.ofSeconds(20)).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void aQueuedTaskLeavesTheQueueAtOnceAndNeverRuns() throws Exception {
    PoolTask<Integer> running = pool.submit(Work::waitForEver, sign("first"));
    PoolTask<Integer> queued = pool.submit(Work::waitForEver, sign("second"));
    assertThat(queued.phase()).isEqualTo(TaskPhase.QUEUED);
    long before = pool.statistics().cancelledQueued();
    assertThat(queued.cancel("no need")).isTrue();
    assertThat(queued.isDone()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(queued.endedIn()).contains(TaskPhase.QUEUED);
    assertThat(pool.statistics().cancelledQueued()).isEqualTo(before + 1);
    assertThatThrownBy(queued::join)
        .isInstanceOf(CancellationException.class)
        .hasMessage("no need");
    running.cancel("enough");
    assertThat(pool.call(Work::twice, 1)).isEqualTo(2);
    assertThat(Files.exists(folder.resolve("second"))).isFalse();
  }

  @Test
  void aRunningTaskThatObeysItsInterruptCostsNoWorker() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::waitForEver, sign("runs"));
    long pid = Await.pidIn(folder.resolve("runs"));
    assertThat(task.cancel("no need")).isTrue();
    assertThatThrownBy(task::join).isInstanceOf(CancellationException.class).hasMessage("no need");
    assertThat(task.endedIn()).contains(TaskPhase.RUNNING);
    assertThat(pool.call(Work::pid)).isEqualTo(pid);
  }

  @Test
  void aRunningTaskThatIgnoresItsInterruptIsDoneWhenItsProcessIsDead() throws Exception {
    try (LogLines log = new LogLines("cancel")) {
      PoolTask<Long> task = pool.with(IMPATIENT).submit(Work::spin, sign("runs"));
      long pid = Await.pidIn(folder.resolve("runs"));
      long start = System.nanoTime();
      assertThat(task.cancel("the client went away")).isTrue();
      assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      Await.until("the log", () -> log.lines().size() == 2);
      assertThat(log.lines())
          .anyMatch(line ->
              line.matches(
                  "INFO pool cancel: task \\d+ \\(Work.spin\\) cancelled while running for .* on worker 1: the client went away"))
          .anyMatch(line ->
              line.matches(
                  "WARNING pool cancel: worker 1 \\(pid \\d+\\) was killed: task \\d+ \\(Work.spin\\) was cancelled and did not stop within 200 ms; another takes its place"));
    }
  }

  @Test
  void cancellingATaskThatIsDoneChangesNothing() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::twice, 2);
    assertThat(task.get()).isEqualTo(4);
    assertThat(task.cancel(true)).isFalse();
    assertThat(task.isCancelled()).isFalse();
    assertThat(task.state()).isEqualTo(Future.State.SUCCESS);
  }

  @Test
  void anInterruptOfTheCallerCancelsItsTaskAndWaitsForItsEnd() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    String sign = sign("runs");
    Thread caller =
        Thread.startVirtualThread(() ->
            thrown.complete(catchThrowable(() -> pool.with(IMPATIENT).call(Work::spin, sign))));
    long pid = Await.pidIn(folder.resolve("runs"));
    caller.interrupt();
    assertThat(thrown.get(15, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void anInterruptedCallerCostsNobodyElseAWorker() throws Exception {
    long lost = pool.statistics().workersLost();
    Await.fullSize(pool);
    for (int i = 0; i < 50; i++) {
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(() -> pool.call(Work::twice, 1));
      // A result that is there before its caller looks is a result; the interrupt then stays set.
      assertThat(thrown == null ? Thread.interrupted() : thrown instanceof InterruptedException)
          .isTrue();
    }
    assertThat(pool.call(Work::twice, 1)).isEqualTo(2);
    assertThat(pool.statistics().workersLost()).isEqualTo(lost);
  }

  @Test
  void waitingWithALimitLeavesTheTaskAlone() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::waitForEver, sign("runs"));
    assertThatThrownBy(() -> task.get(20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(task.isDone()).isFalse();
    task.cancel("enough");
    assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void aFailureReachesFutureCallbackAndStageAlike() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::fail, "no luck");
    CompletableFuture<Integer> stage = task.toCompletableFuture();
    CompletableFuture<Boolean> called = new CompletableFuture<>();
    task.whenDone(() -> called.complete(task.isDone()));
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TaskFailedException.class);
    assertThatThrownBy(() -> stage.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TaskFailedException.class);
    assertThat(called.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(task.state()).isEqualTo(Future.State.FAILED);
  }

  @Test
  void aCallbackThatThrowsHarmsNobody() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::twice, 3);
    task.whenDone(() -> {
      throw new IllegalStateException("bad callback");
    });
    assertThat(task.join()).isEqualTo(6);
    assertThat(pool.call(Work::twice, 4)).isEqualTo(8);
  }

  private String sign(String name) {
    return folder.resolve(name).toString();
  }
}
