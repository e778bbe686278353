package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK says of the end of executors. One pool of one worker. */
class ExecutorViewEndTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  private ExecutorService executor;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("view").size(1).queueCapacity(2).build();
  }

  @BeforeEach
  void view() {
    executor = pool.asExecutorService();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @Test
  void afterShutdownNothingIsTakenAndWhatWasSubmittedIsDone() throws Exception {
    Path file = folder.resolve("last");
    Future<?> running = ViewTasks.running(executor, folder.resolve("slow"));
    Future<?> queued = executor.submit(ViewTasks.touch(file));
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdown();
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThatThrownBy(() -> executor.submit(ViewTasks.touch(file)))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("shut down");
    assertThat(executor.awaitTermination(10, TimeUnit.MILLISECONDS)).isFalse();
    running.cancel(true);
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(queued.state()).isEqualTo(Future.State.SUCCESS);
    assertThat(file).exists();
  }

  @Test
  void anIdleViewIsTerminatedByShutdownAndNotBefore() {
    assertThat(executor.isTerminated()).isFalse();
    executor.shutdown();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void shutdownNowStopsWhatRunsAndReturnsWhatNeverBegan() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("runs"));
    Runnable given = ViewTasks.touch(folder.resolve("given"));
    Future<?> queued = executor.submit(given);
    List<Runnable> neverBegan = executor.shutdownNow();
    assertThat(neverBegan).hasSize(1).first().isSameAs(given);
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(running.isCancelled()).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    assertThat(folder.resolve("given")).doesNotExist();
  }

  @Test
  void aCallableThatNeverBeganCanBeRunHere() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("runs"));
    Path file = folder.resolve("here");
    RemoteCallable<Long> pid = pidTo(file.toString());
    Future<Long> queued = executor.submit(pid);
    List<Runnable> neverBegan = executor.shutdownNow();
    assertThat(neverBegan).hasSize(1);
    assertThat(queued.isCancelled()).isTrue();
    neverBegan.getFirst().run();
    assertThat(Files.readString(file)).isEqualTo(Long.toString(ProcessHandle.current().pid()));
    assertThat(running.isCancelled() || executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anInterruptEndsAwaitTermination() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("await"));
    executor.shutdown();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> executor.awaitTermination(20, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedException.class);
    running.cancel(true);
  }

  @Test
  void closeWaitsForWhatWasSubmitted() {
    Future<Integer> future;
    try (ExecutorService closing = pool.asExecutorService()) {
      future = closing.submit((Callable<Integer> & Serializable) () -> Work.twice(4));
    }
    assertThat(future.resultNow()).isEqualTo(8);
  }

  @Test
  void anInterruptedCloseStopsWhatRunsAndKeepsTheInterrupt() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("close"));
    Thread.currentThread().interrupt();
    executor.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(running.isCancelled()).isTrue();
    assertThat(executor.isTerminated()).isTrue();
  }

  @Test
  void thePoolOutlivesItsViews() throws Exception {
    executor.shutdownNow();
    ExecutorService other = pool.asExecutorService();
    assertThat(other.isShutdown()).isFalse();
    assertThat(pool.call(Work::twice, 2)).isEqualTo(4);
  }

  @Test
  void aViewOfAClosedPoolRejects() {
    ProcessPool closed = ProcessPool.builder().name("closed").size(1).build();
    ExecutorService view = closed.asExecutorService();
    closed.abort();
    assertThatThrownBy(() -> view.submit(ViewTasks.touch(folder.resolve("x"))))
        .isInstanceOf(RejectedExecutionException.class);
    view.shutdown();
    assertThat(view.isTerminated()).isTrue();
  }

  private static RemoteCallable<Long> pidTo(String file) {
    return () -> {
      Files.writeString(Path.of(file), Long.toString(Work.pid()));
      return Work.pid();
    };
  }
}
