package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK says of invokeAll and invokeAny. One pool of two workers. */
class InvokeTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  private ExecutorService executor;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("invoke").size(2).queueCapacity(3).build();
  }

  @BeforeEach
  void view() {
    executor = pool.asExecutorService();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @AfterEach
  void nothingIsLeftRunning() throws Exception {
    executor.shutdown();
    assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void invokeAllReturnsDoneFuturesInTheGivenOrder() throws Exception {
    List<Future<Integer>> futures = executor.invokeAll(List.of(twice(1), failing("x"), twice(3)));
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures)
        .extracting(Future::state)
        .containsExactly(Future.State.SUCCESS, Future.State.FAILED, Future.State.SUCCESS);
    assertThat(futures.getLast().get()).isEqualTo(6);
  }

  @Test
  void invokeAllOfNothingIsNothing() throws Exception {
    assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    assertThat(executor.invokeAll(List.<Callable<Integer>>of(), 1, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void invokeAllWithALimitCancelsWhatIsNotDone() throws Exception {
    List<Future<Integer>> futures =
        executor.invokeAll(List.of(twice(1), waiting("slow")), 1, TimeUnit.SECONDS);
    assertThat(futures).allMatch(Future::isDone);
    assertThat(futures.getFirst().get()).isEqualTo(2);
    assertThat(futures.getLast().isCancelled()).isTrue();
    assertThatThrownBy(futures.getLast()::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void invokeAllWithoutTimeStartsNothing() throws Exception {
    long before = pool.statistics().submitted();
    List<Future<Integer>> futures =
        executor.invokeAll(List.of(twice(1), twice(2)), 0, TimeUnit.SECONDS);
    assertThat(futures).hasSize(2).allMatch(Future::isCancelled);
    assertThat(pool.statistics().submitted()).isEqualTo(before);
  }

  @Test
  void anInterruptOfInvokeAllCancelsAll() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                thrown.complete(
                    new AssertionError(executor.invokeAll(List.of(waiting("a"), waiting("b")))));
              } catch (InterruptedException e) {
                thrown.complete(e);
              }
            });
    Await.pidIn(folder.resolve("a"));
    Await.pidIn(folder.resolve("b"));
    caller.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void aRejectionInInvokeAllCancelsWhatWasSubmitted() {
    List<Callable<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      many.add(waiting("r" + i));
    }
    assertThatThrownBy(() -> executor.invokeAll(many)).isInstanceOf(PoolFullException.class);
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  void nullIsRefusedBeforeAnythingRuns() {
    long before = pool.statistics().submitted();
    List<Callable<Integer>> hole = Arrays.asList(twice(1), null);
    assertThatThrownBy(() -> executor.invokeAll(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAll(hole)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAll(hole, 1, TimeUnit.SECONDS))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAll(List.of(twice(1)), 1, null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAny(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAny(hole)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> executor.invokeAny(List.of(twice(1)), 1, null))
        .isInstanceOf(NullPointerException.class);
    assertThat(pool.statistics().submitted()).isEqualTo(before);
  }

  @Test
  void invokeAnyReturnsAResultAndStopsTheOthers() throws Exception {
    assertThat(executor.invokeAny(List.of(waiting("other"), twice(4)))).isEqualTo(8);
  }

  @Test
  void invokeAnyPassesOverFailures() throws Exception {
    assertThat(executor.invokeAny(List.of(failing("1"), failing("2"), failing("3"), twice(5))))
        .isEqualTo(10);
  }

  @Test
  void invokeAnyThrowsAFailureIfAllFail() {
    assertThatThrownBy(() -> executor.invokeAny(List.of(failing("a"), failing("b"))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TaskFailedException.class);
  }

  @Test
  void invokeAnyOfNothingIsAnIllegalArgument() {
    assertThatThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invokeAnyOfManyDoesNotFillTheQueue() throws Exception {
    List<Callable<Integer>> many = new ArrayList<>(Collections.nCopies(20, failing("x")));
    many.add(twice(6));
    assertThat(executor.invokeAny(many)).isEqualTo(12);
  }

  @Test
  void invokeAnyWithALimitGivesUp() {
    assertThatThrownBy(
            () -> executor.invokeAny(List.of(waiting("long")), 50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void invokeAnyWithinItsLimitReturns() throws Exception {
    assertThat(executor.invokeAny(List.of(twice(2)), 20, TimeUnit.SECONDS)).isEqualTo(4);
  }

  @Test
  void invokeAnyOfWhatCanNotBeSentIsRejected() {
    assertThatThrownBy(() -> executor.invokeAny(List.of(() -> 1)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void anInterruptOfInvokeAnyCancelsAll() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                thrown.complete(new AssertionError(executor.invokeAny(List.of(waiting("c")))));
              } catch (InterruptedException | ExecutionException e) {
                thrown.complete(e);
              }
            });
    Await.pidIn(folder.resolve("c"));
    caller.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
  }

  private static RemoteCallable<Integer> twice(int number) {
    return () -> Work.twice(number);
  }

  private static RemoteCallable<Integer> failing(String message) {
    return () -> Work.fail(message);
  }

  private RemoteCallable<Integer> waiting(String name) {
    String sign = folder.resolve(name).toString();
    return () -> Work.waitForEver(sign);
  }
}
