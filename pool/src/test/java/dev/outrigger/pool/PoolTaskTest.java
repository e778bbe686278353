package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task as a future and as a stage. */
class PoolTaskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("tasks").size(1).grace(Duration.ofSeconds(20)).build();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @Test
  void stagesFollowTheResultOnAThreadForCodeOfUsers() {
    PoolTask<Integer> task = pool.submit(Work::twice, 4);
    String text = value(task.thenApply(n -> n + " in " + Thread.currentThread().getName()));
    assertThat(text).startsWith("8 in ");
    assertThat(text).doesNotContain("-io").doesNotContain("-timer");
  }

  @Test
  void aStageOfTheTaskSeesTheFailureItself() {
    Throwable seen = value(pool.submit(Work::fail, "no luck").handle((_, thrown) -> thrown));
    assertThat(seen).isInstanceOf(TaskFailedException.class).hasMessageContaining("no luck");
    PoolTask<Integer> again = pool.submit(Work::fail, "no luck");
    int mended = value(again.exceptionally(e -> e instanceof TaskFailedException ? 7 : 0));
    assertThat(mended).isEqualTo(7);
  }

  @Test
  void aLaterStageSeesTheFailureAsACause() {
    Throwable seen =
        value(
            pool.submit(Work::fail, "no luck").thenApply(n -> n + 1).handle((_, thrown) -> thrown));
    assertThat(seen)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(TaskFailedException.class);
  }

  @Test
  void aStageMayWaitForAnotherTaskOfTheSamePool() {
    CompletionStage<Integer> chained =
        pool.submit(Work::twice, 1).thenApply(n -> result(pool.submit(Work::twice, n)));
    assertThat(value(chained)).isEqualTo(4);
  }

  @Test
  void stagesCompose() {
    CompletionStage<Integer> sum =
        pool.submit(Work::twice, 1)
            .thenCompose(n -> pool.submit(Work::twice, n))
            .thenCombine(pool.submit(Work::twice, 10), Integer::sum);
    assertThat(value(sum)).isEqualTo(24);
  }

  @Test
  void cancellingAFutureMadeOfItLeavesTheTaskAlone() {
    PoolTask<Integer> task = pool.submit(Work::twice, 21);
    assertThat(task.toCompletableFuture().cancel(true)).isTrue();
    int result = value(task.thenApply(n -> n));
    assertThat(result).isEqualTo(42);
  }

  @Test
  void aCancelReachesItsStages() throws Exception {
    PoolTask<Integer> task = running();
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    var _ = task.whenComplete((_, thrown) -> seen.complete(thrown));
    assertThat(task.cancel("not needed")).isTrue();
    assertThat(seen).succeedsWithin(PATIENCE).isInstanceOf(CancellationException.class);
    assertThat(task.toCompletableFuture()).isCancelled();
  }

  @Test
  void stateAndResultSayHowItEnded() throws Exception {
    PoolTask<Integer> good = pool.submit(Work::twice, 3);
    assertThat(good.join()).isEqualTo(6);
    assertThat(good.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(good.resultNow()).isEqualTo(6);
    assertThatThrownBy(good::exceptionNow).isInstanceOf(IllegalStateException.class);

    PoolTask<Integer> bad = pool.submit(Work::fail, "no luck");
    assertThatThrownBy(bad::join).isInstanceOf(TaskFailedException.class);
    assertThat(bad.state()).isEqualTo(Future.State.FAILED);
    assertThat(bad.exceptionNow()).isInstanceOf(TaskFailedException.class);
    assertThatThrownBy(bad::resultNow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("FAILED");
  }

  @Test
  void stateOfARunningAndOfACancelledTask() throws Exception {
    PoolTask<Integer> task = running();
    assertThat(task.state()).isEqualTo(Future.State.RUNNING);
    assertThatThrownBy(task::resultNow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(task::exceptionNow).isInstanceOf(IllegalStateException.class);
    task.cancel("enough");
    assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
    assertThat(task.state()).isEqualTo(Future.State.CANCELLED);
    assertThatThrownBy(task::resultNow).hasMessageContaining("CANCELLED");
    assertThatThrownBy(task::exceptionNow).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutThePermissionToInterruptOnlyAQueuedTaskIsCancelled() throws Exception {
    PoolTask<Integer> running = running();
    PoolTask<Integer> queued = pool.submit(Work::twice, 1);
    assertThat(running.cancel(false)).isFalse();
    assertThat(queued.cancel(false)).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(running.state()).isEqualTo(Future.State.RUNNING);
    assertThat(running.cancel(true)).isTrue();
    assertThatThrownBy(running::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void optionsAreThoseOfTheViewAndTheLastOnesCount() throws Exception {
    RemoteExecutor named = pool.with(TaskOptions.defaults().named("one"));
    assertThat(named.submit(Work::twice, 1).name()).isEqualTo("one");
    assertThat(named.with(TaskOptions.defaults().named("two")).submit(Work::twice, 1).name())
        .isEqualTo("two");
    assertThat(pool.submit(Work::twice, 1).name()).isEqualTo("Work.twice");
    assertThat(named.parallelism()).isEqualTo(1);
  }

  @Test
  void aFunctionTakesUpToThreeArguments() throws Exception {
    assertThat(pool.call(PoolTaskTest::joined, "a", "b", "c")).isEqualTo("abc");
    assertThat(pool.submit(PoolTaskTest::joined, "a", "b", "c").get()).isEqualTo("abc");
  }

  static String joined(String one, String two, String three) {
    return Stream.of(one, two, three).reduce("", String::concat);
  }

  private PoolTask<Integer> running() throws Exception {
    Path sign = folder.resolve("runs");
    PoolTask<Integer> task = pool.submit(Work::waitForEver, sign.toString());
    Await.pidIn(sign);
    return task;
  }

  private static <T> T value(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static int result(PoolTask<Integer> task) {
    try {
      return task.joinOrCancel();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
