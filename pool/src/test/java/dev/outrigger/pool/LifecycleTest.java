package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @TempDir private Path folder;

  @Test
  void closeWaitsForEverythingAndLeavesNothingBehind() throws Exception {
    ProcessPool pool = ProcessPool.builder().name("close").size(2).build();
    List<PoolTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      tasks.add(pool.submit(Work::twice, i));
    }
    long pid = pool.call(Work::pid);
    Path directory = PoolSocket.of(pool).getParent();
    assertThat(directory).isDirectory();
    pool.close();
    pool.close();
    for (int i = 0; i < 30; i++) {
      assertThat(tasks.get(i).isDone()).isTrue();
      assertThat(tasks.get(i).join()).isEqualTo(2 * i);
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(directory).doesNotExist();
    assertThat(pool.statistics().completed()).isEqualTo(32);
    assertThat(pool.statistics().workersLost()).isZero();
    assertNoThreads("close");
    assertThatThrownBy(() -> pool.submit(Work::twice, 1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closeOfAPoolThatIsStillStartingIsQuiet() {
    try (LogLines log = new LogLines("early")) {
      ProcessPool.builder().name("early").size(2).build().close();
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void drainGivesUpAfterItsTimeAndTheTasksGoOn() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().name("drain").size(1).build()) {
      PoolTask<Integer> task = pool.submit(Work::waitForEver, sign());
      assertThat(pool.drain(Duration.ofMillis(100))).isFalse();
      Path sign = folder.resolve("runs");
      assertThat(ProcessHandle.of(Await.pidIn(sign)).map(ProcessHandle::isAlive)).contains(true);
      task.cancel("enough");
      assertThat(pool.drain(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void abortKillsWhatRunsAndCancelsWhatWaits() throws Exception {
    ProcessPool pool = ProcessPool.builder().name("abort").size(1).build();
    PoolTask<Long> running = pool.submit(Work::spin, sign());
    PoolTask<Integer> queued = pool.submit(Work::twice, 1);
    long pid = Await.pidIn(folder.resolve("runs"));
    long start = System.nanoTime();
    pool.abort();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThatThrownBy(running::join)
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("aborted");
    assertThatThrownBy(queued::join).isInstanceOf(CancellationException.class);
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    pool.abort();
    pool.close();
    assertNoThreads("abort");
  }

  @Test
  void anInterruptOfTheCloserAborts() throws Exception {
    ProcessPool pool = ProcessPool.builder().name("hurry").size(1).build();
    PoolTask<Long> task = pool.submit(Work::spin, sign());
    long _ = Await.pidIn(folder.resolve("runs"));
    Thread closer = Thread.startVirtualThread(pool::close);
    Await.until("waiting", () -> closer.getState() == Thread.State.TIMED_WAITING);
    closer.interrupt();
    assertThat(closer.join(Duration.ofSeconds(20))).isTrue();
    assertThat(task.isCancelled()).isTrue();
  }

  @Test
  void aWrongJvmArgumentFailsTheCallersWithWhatTheJvmSaid() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("wrong").size(2).jvmArguments(List.of("-XX:+NoSuch")).build()) {
      long start = System.nanoTime();
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> pool.call(Work::twice, 1));
      assertThat(failure.failure().label()).isEqualTo("STARTUP");
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure).hasMessageContaining("Unrecognized VM option 'NoSuch'");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aClassPathWithoutTheTasksClassesFailsTheTasks() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("lost").size(1).classPath(List.of(folder)).build()) {
      assertThatThrownBy(() -> pool.call(Work::twice, 1))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("the worker does not find the class dev.outrigger.pool.");
    }
  }

  @Test
  void wrongOptionsAreRefusedInOneLine() {
    PoolBuilder builder = ProcessPool.builder();
    assertThatThrownBy(() -> builder.size(0)).hasMessage("size must be 1 to 1024, but is 0");
    assertThatThrownBy(() -> builder.niceness(-1)).hasMessageContaining("niceness");
    assertThatThrownBy(() -> builder.deadline(Duration.ZERO)).hasMessageContaining("deadline");
    assertThatThrownBy(() -> builder.heapPerWorker(5)).hasMessageContaining("8 MiB");
    assertThatThrownBy(() -> TaskOptions.defaults().within(Duration.ZERO))
        .hasMessageContaining("deadline");
  }

  private static void assertNoThreads(String pool) throws Exception {
    Await.until(
        "the end of its threads",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("pool-" + pool)));
  }

  private String sign() {
    return folder.resolve("runs").toString();
  }
}
