package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** What the JDK says of executors: submission, futures, the end. One pool of one worker. */
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
    assertThat(executor.submit(touch(file)).get()).isNull();
    assertThat(file).exists();
  }

  @Test
  void aRunnableWithAResultGivesThatVeryResult() throws Exception {
    Object result = new Object();
    assertThat(executor.submit(touch(folder.resolve("x")), result).get()).isSameAs(result);
  }

  @Test
  void executeRunsIt() throws Exception {
    Path file = folder.resolve("executed");
    executor.execute(touch(file));
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
    Future<?> running = running("full");
    Future<?> one = executor.submit(touch(folder.resolve("1")));
    Future<?> two = executor.submit(touch(folder.resolve("2")));
    assertThatThrownBy(() -> executor.submit(touch(folder.resolve("3"))))
        .isInstanceOf(RejectedExecutionException.class);
    running.cancel(true);
    one.get();
    two.get();
    assertThat(folder.resolve("3")).doesNotExist();
    endsItself(executor);
  }

  @Test
  void getWithALimitGivesUpAndTheTaskGoesOn() throws Exception {
    Future<?> future = running("limit");
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
    Future<?> future = running("interrupt");
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
    assertThat(future.isDone()).isFalse();
    future.cancel(true);
  }

  @Test
  void aCancelledTaskThatHadNotBegunNeverRuns() throws Exception {
    Future<?> running = running("first");
    Path file = folder.resolve("never");
    Future<?> queued = executor.submit(touch(file));
    assertThat(queued.cancel(false)).isTrue();
    assertThat(queued.isCancelled()).isTrue();
    running.cancel(true);
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void afterShutdownNothingIsTakenAndWhatWasSubmittedIsDone() throws Exception {
    Path file = folder.resolve("last");
    Future<?> running = running("slow");
    Future<?> queued = executor.submit(touch(file));
    assertThat(executor.isShutdown()).isFalse();
    executor.shutdown();
    executor.shutdown();
    assertThat(executor.isShutdown()).isTrue();
    assertThat(executor.isTerminated()).isFalse();
    assertThatThrownBy(() -> executor.submit(touch(file)))
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
    Future<?> running = running("runs");
    Runnable given = touch(folder.resolve("given"));
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
    Future<?> running = running("runs");
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
    Future<?> running = running("await");
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
    Future<?> running = running("close");
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
    assertThatThrownBy(() -> view.submit(touch(folder.resolve("x"))))
        .isInstanceOf(RejectedExecutionException.class);
    view.shutdown();
    assertThat(view.isTerminated()).isTrue();
  }

  @Test
  void theOptionsOfAViewedExecutorApply() {
    TaskOptions brief =
        TaskOptions.defaults().within(Duration.ofMillis(200)).withGrace(Duration.ofMillis(20));
    Future<Integer> future =
        pool.with(brief).asExecutorService().submit(waiting(folder.resolve("brief").toString()));
    assertThatThrownBy(future::get).cause().hasMessageContaining("DEADLINE");
  }

  @Test
  void anExecutorCompletionServiceIsToldWhyItCanNotUseIt() {
    CompletionService<Integer> service = new ExecutorCompletionService<>(executor);
    RemoteCallable<Integer> answer = () -> 42;
    assertThatThrownBy(() -> service.submit(answer))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("not Serializable");
  }

  @Test
  void tasksThatTheJdkWrapsAreRefusedInOneLine() {
    assertThatThrownBy(() -> CompletableFuture.runAsync(() -> {}, executor))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private Future<?> running(String name) throws Exception {
    Path sign = folder.resolve(name);
    Future<Integer> future = executor.submit(waiting(sign.toString()));
    Await.pidIn(sign);
    return future;
  }

  private static void endsItself(ExecutorService executor) throws InterruptedException {
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  private static RemoteCallable<Integer> waiting(String sign) {
    return () -> Work.waitForEver(sign);
  }

  private static RemoteCallable<Long> pidTo(String file) {
    return () -> {
      Files.writeString(Path.of(file), Long.toString(Work.pid()));
      return Work.pid();
    };
  }

  private static Runnable touch(Path file) {
    String name = file.toString();
    return (Runnable & Serializable)
        () -> {
          try {
            Files.createFile(Path.of(name));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        };
  }
}
