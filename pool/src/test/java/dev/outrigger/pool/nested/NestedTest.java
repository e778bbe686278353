package dev.outrigger.pool.nested;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.Await;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A task may submit to the pool that runs it. */
@Timeout(60)
class NestedTest {
  private static final Duration LONG = Duration.ofSeconds(40);

  private static ProcessPool one;
  private static ProcessPool two;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    one = pool("nested-one", 1);
    two = pool("nested-two", 2);
  }

  private static ProcessPool pool(String name, int size) {
    return ProcessPool.builder()
        .name(name)
        .size(size)
        .deadline(LONG)
        .grace(Duration.ofSeconds(10))
        .build();
  }

  @AfterAll
  static void stop() {
    one.abort();
    two.abort();
  }

  private String sign(String name) {
    return folder.resolve(name).toString();
  }

  private static void counted(ProcessPool pool) throws Exception {
    Await.until(
        "all tasks counted as ended",
        () -> {
          PoolStatistics now = pool.statistics();
          return now.submitted() == now.completed() + now.failed() + now.cancelled();
        });
  }

  @Test
  void recursionEndsInAPoolOfOne() throws Exception {
    long before = one.statistics().submitted();
    assertThat(one.call(Nesting::fib, 12)).isEqualTo(144);
    assertThat(one.statistics().submitted() - before).isEqualTo(465);
    counted(one);
  }

  @Test
  void recursionEndsInAPoolOfTwo() throws Exception {
    assertThat(two.call(Nesting::fib, 12)).isEqualTo(144);
    counted(two);
  }

  @Test
  void aPoolFullOfWaitingParentsDoesNotStandStill() throws Exception {
    List<PoolTask<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add(two.submit(Nesting::fib, 6));
    }
    for (PoolTask<Long> task : tasks) {
      assertThat(task.join()).isEqualTo(8);
    }
    counted(two);
  }

  @Test
  void deepRecursionNeedsNoDeepStack() throws Exception {
    assertThat(one.call(Nesting::deep, 300)).isEqualTo(300);
  }

  @Test
  void manyChildrenAtOnceAreNotLimitedByTheQueue() throws Exception {
    assertThat(one.call(Nesting::sumOfMany, 3000)).isEqualTo(3000 * 2999);
    counted(one);
  }

  @Test
  void childrenThatAreWaitedForInAWayOfItsOwnRunToo() throws Exception {
    assertThat(one.call(Nesting::firstOfSeveral)).isBetween(2, 6);
    counted(one);
  }

  @Test
  void aTaskThatComputesHasItsWorkerForItself() throws Exception {
    assertThat(one.call(Nesting::computesBesideItsChild, 500L)).isFalse();
    counted(one);
  }

  @Test
  void theContextIsThatOfTheTaskThatRuns() throws Exception {
    List<Long> ids = one.call(Nesting::idsInside);
    assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
  }

  @Test
  void whatAChildThrewReachesItsParentTyped() throws Exception {
    assertThat(one.call(Nesting::failureOfAChild, "no luck"))
        .isEqualTo("TASK_EXCEPTION STARTED java.lang.IllegalArgumentException: no luck");
    assertThat(two.call(Nesting::failureOfAChild, "no luck"))
        .isEqualTo("TASK_EXCEPTION STARTED java.lang.IllegalArgumentException: no luck");
  }

  @Test
  void theDeathOfAChildOnAnotherWorkerReachesItsParentTyped() throws Exception {
    Await.until("two idle workers", () -> two.statistics().idle() == 2);
    assertThat(two.call(Nesting::deathOfAChild, 3)).isEqualTo("EXIT(3) STARTED true");
  }

  @Test
  void theFailureOfAChildIsTheCauseOfItsParents() {
    assertThatThrownBy(() -> one.call(Nesting::passFailureOn, "no luck"))
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no luck");
  }

  @Test
  void theDeathOfAChildInsideItsParentIsTheDeathOfBoth() throws Exception {
    assertThatThrownBy(() -> one.call(Nesting::deathOfAChild, 3))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.failure().label()).isEqualTo("EXIT(3)"));
    counted(one);
    assertThat(one.call(Nesting::twice, 2)).isEqualTo(4);
  }

  @Test
  void aChildHasNoMoreTimeThanItsParent() throws Exception {
    long left =
        one.with(TaskOptions.defaults().within(Duration.ofSeconds(20)))
            .call(Nesting::remainingOfAChild);
    assertThat(left).isBetween(1L, 20_000L);
  }

  @Test
  void theDeadlineOfTheParentEndsAChildThatRunsInside() throws Exception {
    long lost = one.statistics().workersLost();
    assertThatThrownBy(() ->
            one.with(TaskOptions.defaults().within(Duration.ofSeconds(1)))
                .call(Nesting::waitForAChildThatNeverEnds, sign("child")))
        .isInstanceOfSatisfying(
            TaskFailedException.class, e -> assertThat(e.failure().label()).isEqualTo("DEADLINE"));
    counted(one);
    assertThat(one.statistics().workersLost()).isEqualTo(lost);
    assertThat(one.call(Nesting::twice, 2)).isEqualTo(4);
  }

  @Test
  void aChildInsideThatDoesNotStopTakesItsParentsWorkerAlong() throws Exception {
    PoolTask<Long> parent =
        one.with(TaskOptions.defaults().withGrace(Duration.ofMillis(200)))
            .submit(Nesting::waitForAChildThatSpins, sign("child"));
    long pid = Await.pidIn(folder.resolve("child"));
    parent.cancel("enough");
    assertThatThrownBy(parent::join).isInstanceOf(CancellationException.class).hasMessage("enough");
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    counted(one);
    assertThat(one.call(Nesting::twice, 2)).isEqualTo(4);
  }

  @Test
  void cancellingTheParentCancelsItsChildOnAnotherWorker() throws Exception {
    Await.until("two idle workers", () -> two.statistics().idle() == 2);
    long lost = two.statistics().workersLost();
    PoolTask<Integer> parent = two.submit(Nesting::waitForAChildThatNeverEnds, sign("child"));
    Await.pidIn(folder.resolve("child"));
    parent.cancel("enough");
    assertThatThrownBy(parent::join).isInstanceOf(CancellationException.class);
    counted(two);
    assertThat(two.statistics().workersLost()).isEqualTo(lost);
  }

  @Test
  void theDeathOfTheParentsWorkerCancelsItsChildren() throws Exception {
    Await.until("two idle workers", () -> two.statistics().idle() == 2);
    PoolTask<Integer> parent =
        two.submit(Nesting::keepAChildAndWaitElsewhere, sign("child"), sign("parent"));
    long child = Await.pidIn(folder.resolve("child"));
    long pid = Await.pidIn(folder.resolve("parent"));
    assertThat(child).isNotEqualTo(pid);
    long cancelled = two.statistics().cancelledRunning();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThatThrownBy(parent::join).isInstanceOf(TaskFailedException.class);
    counted(two);
    assertThat(two.statistics().cancelledRunning()).isEqualTo(cancelled + 1);
  }

  @Test
  void whatAParentLeavesBehindIsCancelled() throws Exception {
    Await.until("two idle workers", () -> two.statistics().idle() == 2);
    long cancelled = two.statistics().cancelledRunning();
    assertThat(two.call(Nesting::leaveAChildBehind, sign("child"))).isEqualTo(7);
    counted(two);
    assertThat(two.statistics().cancelledRunning()).isEqualTo(cancelled + 1);
  }

  @Test
  void aTaskCancelsItsChild() throws Exception {
    assertThat(one.call(Nesting::cancelAChild, sign("child"))).isEqualTo("true no need");
    counted(one);
    assertThat(Files.exists(folder.resolve("child"))).isFalse();
  }

  @Test
  void aClosedPoolStillRunsTheChildrenOfWhatItHad() throws Exception {
    PoolTask<Long> task;
    try (ProcessPool closing = pool("nested-closing", 2)) {
      task = closing.submit(Nesting::fib, 8);
    }
    assertThat(task.join()).isEqualTo(21);
  }
}
