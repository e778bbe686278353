package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK says of executors: submission and futures. One pool of one worker. */
class ExecutorViewTest {
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
  void aCallableRunsInAWorkerAndItsFutureHasTheResult() throws Exception {
    Future<Long> future = executor.submit((Callable<Long> & Serializable) Work::pid);
    assertThat(future.get()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(future.isDone()).isTrue();
    assertThat(future.state()).isEqualTo(Future.State.SUCCESS);
  }

  @Test
  void aRemoteCallableIsACallable() throws Exception {
    RemoteCallable<Integer> answer = () -> 42;
    assertThat(executor.submit(answer).get(20, TimeUnit.SECONDS)).isEqualTo(42);
  }

  @Test
  void aRunnableRunsAndItsFutureHasNull() throws Exception {
    Path file = folder.resolve("ran");
    assertThat(executor.submit(ViewTasks.touch(file)).get()).isNull();
    assertThat(file).exists();
  }

  @Test
  void aRunnableWithAResultGivesThatVeryResult() throws Exception {
    Object result = new Object();
    assertThat(executor.submit(ViewTasks.touch(folder.resolve("x")), result).get())
        .isSameAs(result);
  }

  @Test
  void executeRunsIt() throws Exception {
    Path file = folder.resolve("executed");
    executor.execute(ViewTasks.touch(file));
    Await.until("it ran", () -> Files.exists(file));
  }

  @Test
  void aFailureOfExecuteIsLogged() throws Exception {
    try (LogLines log = new LogLines("executor")) {
      executor.execute((Runnable & Serializable) () -> Work.fail("nobody hears"));
      Await.until("a line", () -> log.lines().stream().anyMatch(l -> l.contains("nobody hears")));
    }
  }

  @Test
  void whatTheTaskThrewIsTheCauseOfTheCause() {
    Future<Integer> future =
        executor.submit((Callable<Integer> & Serializable) () -> Work.fail("no luck"));
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TaskFailedException.class)
        .hasRootCauseMessage("no luck");
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
  }

  @Test
  void aPlainLambdaIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> executor.submit(() -> 42))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("(Callable<…> & Serializable)")
        .hasMessageContaining("RemoteCallable");
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("(Runnable & Serializable)");
  }

  @Test
  void aCapturedObjectThatCanNotBeSentIsNamed() {
    Thread captured = Thread.currentThread();
    assertThatThrownBy(() -> executor.submit((Callable<String> & Serializable) captured::toString))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void nullIsRefusedAtOnce() {
    assertThatThrownBy(() -> executor.execute(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Runnable) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Runnable) null, 1))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.submit((Callable<?>) null))
        .isInstanceOf(NullPointerException.class);
  }

  @Test
  void aTaskSeesWhatHappenedBeforeItsSubmission() throws Exception {
    int[] numbers = {1, 2};
    numbers[0] = 7;
    Future<Integer> first = executor.submit((Callable<Integer> & Serializable) () -> numbers[0]);
    numbers[0] = 9;
    assertThat(first.get()).isEqualTo(7);
  }

  @Test
  void aFullQueueRejects() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("full"));
    Future<?> one = executor.submit(ViewTasks.touch(folder.resolve("1")));
    Future<?> two = executor.submit(ViewTasks.touch(folder.resolve("2")));
    assertThatThrownBy(() -> executor.submit(ViewTasks.touch(folder.resolve("3"))))
        .isInstanceOf(RejectedExecutionException.class);
    running.cancel(true);
    one.get();
    two.get();
    assertThat(folder.resolve("3")).doesNotExist();
    endsItself(executor);
  }

  @Test
  void getWithALimitGivesUpAndTheTaskGoesOn() throws Exception {
    Future<?> future = ViewTasks.running(executor, folder.resolve("limit"));
    assertThatThrownBy(() -> future.get(10, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(future.isDone()).isFalse();
    future.cancel(true);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(future.isCancelled()).isTrue();
    assertThat(future.isDone()).isTrue();
    assertThat(future.cancel(true)).isFalse();
  }

  @Test
  void anInterruptEndsTheWaitingOnly() throws Exception {
    Future<?> future = ViewTasks.running(executor, folder.resolve("interrupt"));
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
    assertThat(future.isDone()).isFalse();
    future.cancel(true);
  }

  @Test
  void aCancelledTaskThatHadNotBegunNeverRuns() throws Exception {
    Future<?> running = ViewTasks.running(executor, folder.resolve("first"));
    Path file = folder.resolve("never");
    Future<?> queued = executor.submit(ViewTasks.touch(file));
    assertThat(queued.cancel(false)).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    running.cancel(true);
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void theOptionsOfAViewedExecutorApply() {
    TaskOptions brief =
        TaskOptions.defaults().within(Duration.ofMillis(200)).withGrace(Duration.ofMillis(20));
    Future<Integer> future =
        pool.with(brief)
            .asExecutorService()
            .submit(ViewTasks.waiting(folder.resolve("brief").toString()));
    assertThatThrownBy(future::get).cause().hasMessageContaining("DEADLINE");
  }

  @Test
  void anExecutorCompletionServiceIsToldWhyItCanNotUseIt() {
    CompletionService<Integer> service = new ExecutorCompletionService<>(executor);
    RemoteCallable<Integer> answer = () -> 42;
    assertThatThrownBy(() -> service.submit(answer))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage(
            "ExecutorCompletionService wraps what it is given in an object that can't be sent: use mapUnordered(…) of the pool, or PoolTask.whenDone");
  }

  @Test
  void tasksThatTheJdkWrapsAreRefusedInOneLine() {
    assertThatThrownBy(() -> CompletableFuture.runAsync(() -> {}, executor))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("CompletableFuture wraps what it is given")
        .hasMessageContaining("PoolTask is a CompletionStage");
  }

  private static void endsItself(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }
}
