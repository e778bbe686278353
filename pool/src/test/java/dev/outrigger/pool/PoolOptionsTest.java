package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option once with real workers; their races are replayed in the package schedule. */
class PoolOptionsTest {
  @TempDir private Path folder;

  @Test
  void aSpareStepsInForAKilledWorkerAndRetriesRunTheTaskAgain() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("spare")
            .size(PoolSize.defaults().atLeast(1).atMost(1).withSpares(1))
            .retries(Retries.lost(2).withPause(Duration.ZERO, Duration.ZERO))
            .build()) {
      Await.until("a spare", () -> pool.statistics().idle() == 2);
      assertThat(pool.call(PoolOptionsTest::dieAtFirst, sign())).isEqualTo("second try");
      assertThat(pool.statistics().retried()).isEqualTo(1);
      assertThat(pool.statistics().lostByCause()).containsEntry("EXIT(9)", 1L);
      Await.until("a new spare", () -> pool.statistics().idle() == 2);
    }
  }

  @Test
  void aWorkerThatHasRunItsNumberOfTasksIsReplacedAndOneThatTakesTooMuchMemoryIsKilled()
      throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("recycle")
            .size(1)
            .recycling(Recycling.never().afterTasks(1).withJitter(0).withMemoryLimit(250L << 20))
            .build()) {
      Set<Long> pids = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        pids.add(pool.call(Work::pid));
      }
      assertThat(pids).hasSize(3);
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> pool.call(PoolOptionsTest::hoard, 400L << 20));
      assertThat(failure.failure()).isInstanceOf(FailureCause.MemoryLimit.class);
      assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(failure).hasMessageContaining("recycle.memory-limit");
      assertThat(pool.call(Work::twice, 4)).isEqualTo(8);
    }
  }

  @Test
  void anIdleWorkerThatWasStoppedDoesNotSwallowTasks() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("hung").size(1).hungAfter(Duration.ofSeconds(1)).build()) {
      long pid = pool.call(Work::pid);
      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor())
          .isZero();
      Await.standstill(pid);
      assertThat(pool.call(Work::pid)).isNotEqualTo(pid);
      assertThat(pool.statistics().lostByCause()).containsEntry("HUNG", 1L);
    }
  }

  @Test
  void aTaskWithoutADeadlineWhoseProcessIsStoppedEndsAsHung() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("still").size(1).hungAfter(Duration.ofMillis(200)).build()) {
      Path sign = folder.resolve("runs");
      PoolTask<Long> task = pool.submit(Work::spin, sign.toString());
      long pid = Await.pidIn(sign);
      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor())
          .isZero();
      TaskFailedException failure = catchThrowableOfType(TaskFailedException.class, task::join);
      assertThat(failure.failure()).isEqualTo(new FailureCause.Hung(Duration.ofMillis(200), true));
      assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    }
  }

  @Test
  void aSubmitterWaitsForRoomIfThePoolSaysSo() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("wait")
            .configure(Map.of("size", "1", "queue.capacity", "1", "queue.when-full", "wait"))
            .build()) {
      PoolTask<Integer> running = pool.submit(Work::waitForEver, sign());
      long _ = Await.pidIn(Path.of(sign()));
      PoolTask<Integer> queued = pool.submit(Work::twice, 1);
      CountDownLatch in = new CountDownLatch(1);
      Thread submitter =
          Thread.ofVirtual()
              .start(() -> {
                var _ = pool.submit(Work::twice, 2);
                in.countDown();
              });
      Await.until("waiting", () -> submitter.getState() == Thread.State.WAITING);
      assertThat(in.getCount()).isEqualTo(1);
      running.cancel("enough");
      in.await();
      assertThat(queued.join()).isEqualTo(2);
    }
  }

  @Test
  void anInterruptedSubmitterGetsACancelledTask() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("interrupt")
            .size(1)
            .queueCapacity(1)
            .whenFull(WhenFull.WAIT)
            .build()) {
      PoolTask<Integer> running = pool.submit(Work::waitForEver, sign());
      long _ = Await.pidIn(Path.of(sign()));
      PoolTask<Integer> queued = pool.submit(Work::twice, 1);
      Thread.currentThread().interrupt();
      PoolTask<Integer> cancelled = pool.submit(Work::twice, 2);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cancelled.isCancelled()).isTrue();
      running.cancel("enough");
      assertThat(queued.join()).isEqualTo(2);
    }
  }

  @Test
  void aTaskOfAFullPoolRunsInItsCallerOnCopiesAllTheSame() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder()
            .name("caller")
            .size(1)
            .queueCapacity(1)
            .whenFull(WhenFull.CALLER_RUNS)
            .build()) {
      PoolTask<Integer> running = pool.submit(Work::waitForEver, sign());
      long _ = Await.pidIn(Path.of(sign()));
      PoolTask<Integer> queued = pool.submit(Work::twice, 1);
      assertThat(pool.call(Work::pid)).isEqualTo(ProcessHandle.current().pid());
      int[] mine = {3, 1, 2};
      assertThat(pool.call(PoolOptionsTest::zeroed, mine)).containsExactly(0, 0, 0);
      assertThat(mine).containsExactly(3, 1, 2);
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.call(Work::fail, "no"));
      assertThat(failure).hasRootCauseMessage("no");
      assertThat(pool.statistics().callerRan()).isEqualTo(3);
      running.cancel("enough");
      assertThat(queued.join()).isEqualTo(2);
    }
  }

  @Test
  void tasksOfOneKeyFindTheSameWorkerAndABadKeyIsRefused() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("keys").size(2).quarantine(Quarantine.after(2)).build()) {
      Await.fullSize(pool);
      RemoteExecutor mine = pool.with(TaskOptions.defaults().withAffinity("user 7"));
      Set<Long> pids = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        pids.add(mine.call(Work::pid));
      }
      assertThat(pids).hasSize(1);
      RemoteExecutor bad = pool.with(TaskOptions.defaults().withKey("bad.png"));
      for (String cause : new String[] {"EXIT(1)", "EXIT(1)", "QUARANTINED"}) {
        TaskFailedException failure =
            catchThrowableOfType(TaskFailedException.class, () -> bad.call(Work::exit, 1));
        assertThat(failure.failure().label()).isEqualTo(cause);
      }
      assertThat(pool.call(Work::twice, 3)).isEqualTo(6);
    }
  }

  static String dieAtFirst(String sign) throws Exception {
    if (Files.exists(Path.of(sign))) {
      return "second try";
    }
    Files.writeString(Path.of(sign), "first");
    Runtime.getRuntime().halt(9);
    return "";
  }

  static int hoard(long bytes) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(bytes);
      memory.fill((byte) 1);
      new CountDownLatch(1).await();
      return memory.get(ValueLayout.JAVA_BYTE, 0);
    }
  }

  static int[] zeroed(int[] numbers) {
    Arrays.fill(numbers, 0);
    return numbers;
  }

  private String sign() {
    return folder.resolve("sign").toString();
  }
}
