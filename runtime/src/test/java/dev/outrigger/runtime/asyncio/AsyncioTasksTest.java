package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Outcome;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Tasks;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPython's test_tasks says of tasks, where it holds here too. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioTasksTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private final Waiters waiters = new Waiters();
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static String fail(String how) {
    throw new IllegalStateException(how);
  }

  private static String sleeps() throws InterruptedException {
    Time.sleep(Duration.ofMinutes(10));
    return "never";
  }

  private static void endsWith(Task<?> task, Class<? extends Throwable> cause) {
    assertThatThrownBy(task::join).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(cause);
  }

  @Test
  void theReasonOfACancellationReachesWhoJoins() throws Exception {
    one.run(() ->
        TaskGroup.run(group -> {
          Task<String> task = group.spawn("sleeps", AsyncioTasksTest::sleeps);
          task.cancel(ENOUGH);
          task.cancel(new Cancellation(Cancellation.Source.CALLER, "once more"));
          return assertThatThrownBy(task::join)
              .cause()
              .isInstanceOf(CancelledException.class)
              .hasMessage("enough");
        }));
  }

  @Test
  void aTaskThatIsCancelledBeforeItBeginsDoesNotRun() throws Exception {
    Scope around = new Scope();
    one.run(() -> {
      assertThatThrownBy(() ->
              around.run(() ->
                  TaskGroup.run(group -> {
                    around.cancel(ENOUGH);
                    return group.spawn("late", waiters::forever).name();
                  })))
          .isInstanceOf(CancelledException.class)
          .hasMessage("enough");
      return true;
    });
    assertThat(waiters.begun()).isZero();
  }

  @Test
  void aTaskThatReturnsThoughItWasCancelledHasItsResult() throws Exception {
    int result =
        one.run(() ->
            TaskGroup.run(group -> {
              Task<Integer> task =
                  group.spawn(
                      "catches",
                      () -> {
                        Throwable met = catchThrowable(waiters::forever);
                        assertThat(met).isInstanceOf(InterruptedException.class);
                        return 42;
                      });
              boolean _ = waiters.awaitBegun(1);
              task.cancel(ENOUGH);
              return task.join();
            }));
    assertThat(result).isEqualTo(42);
  }

  @Test
  void aTaskThatCancelsItselfEndsAtItsNextWait() throws Exception {
    one.run(() ->
        TaskGroup.run(group -> {
          Task<String> task =
              group.spawn(
                  "cancels itself",
                  () -> {
                    boolean _ = Scope.current().orElseThrow().cancel(ENOUGH);
                    return waiters.forever();
                  });
          endsWith(task, InterruptedException.class);
          return true;
        }));
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void aTaskThatIsCancelledBehindItsLastWaitHasItsResult() throws Exception {
    int result =
        one.run(() ->
            TaskGroup.run(group ->
                group
                    .spawn(
                        "cancels itself",
                        () -> Scope.current().orElseThrow().cancel(ENOUGH) ? 12 : 0)
                    .join()));
    assertThat(result).isEqualTo(12);
  }

  @Test
  void whoIsCancelledWhileItJoinsLeavesTheOtherTaskAlone() throws Exception {
    one.run(() ->
        TaskGroup.run(group -> {
          CountDownLatch go = new CountDownLatch(1);
          Task<String> other =
              group.spawn(
                  "other",
                  () -> {
                    go.await();
                    return "done";
                  });
          Task<String> joins =
              group.spawn(
                  "joins",
                  () -> {
                    boolean _ = Scope.current().orElseThrow().cancel(ENOUGH);
                    return other.join();
                  });
          endsWith(joins, CancelledException.class);
          assertThat(other.isDone()).isFalse();
          go.countDown();
          assertThat(other.join()).isEqualTo("done");
          return true;
        }));
  }

  @Test
  void theStackOfWhatATaskThrewShowsWhereItWas() throws Exception {
    Throwable thrown =
        one.run(() ->
            TaskGroup.run(group -> {
              Task<String> task = group.spawn("waits", () -> waiters.forever());
              boolean _ = waiters.awaitBegun(1);
              task.cancel(ENOUGH);
              return Objects.requireNonNull(catchThrowable(task::join).getCause());
            }));
    assertThat(thrown.getStackTrace())
        .extracting(StackTraceElement::getMethodName)
        .contains("forever");
  }

  @Test
  void cancellingWhoWaitsForAllCancelsEach() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<List<String>> outcome =
        one.start(() -> scope.run(() -> Tasks.all(List.of(waiters::forever, waiters::forever))));
    boolean _ = waiters.awaitBegun(2);
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(waiters.ended()).isEqualTo(2);
  }

  private static String cancelsAScopeOfItsOwn() throws Exception {
    Scope own = new Scope();
    return own.run(() -> {
      own.cancel(ENOUGH);
      return sleeps();
    });
  }

  @Test
  void oneOfAllThatEndsByACancellationOfItsOwnEndsTheOthers() {
    assertThatThrownBy(() ->
            one.run(() ->
                Tasks.all(
                    List.of(
                        waiters::forever,
                        () -> {
                          boolean _ = waiters.awaitBegun(1);
                          return cancelsAScopeOfItsOwn();
                        }))))
        .hasCauseInstanceOf(CancelledException.class);
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void ofAllSettledACancellationOfItsOwnIsAnOutcome() throws Exception {
    List<Outcome<String>> outcomes =
        one.run(() ->
            Tasks.allSettled(
                List.of(AsyncioTasksTest::cancelsAScopeOfItsOwn, () -> "done", () -> fail("x"))));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Success<>("done"));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Failure.class);
  }

  @Test
  void aShieldGivesWhatItsBodyReturnsOrThrows() throws Exception {
    assertThat(one.run(() -> Scope.shield(() -> 42))).isEqualTo(42);
    assertThatThrownBy(() -> one.run(() -> Scope.<String>shield(() -> fail("inside"))))
        .cause()
        .hasMessage("inside");
  }

  @Test
  void whatIsCancelledInsideAShieldEndsThere() {
    assertThatThrownBy(() -> one.run(() -> Scope.shield(AsyncioTasksTest::cancelsAScopeOfItsOwn)))
        .hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void whoCallsAShieldWaitsForItsEndAndIsCancelledThen() throws Exception {
    Scope scope = new Scope();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    AtomicReference<String> shielded = new AtomicReference<>("nothing yet");
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              shielded.set(
                  Scope.shield(() -> {
                    inside.countDown();
                    go.await();
                    return "whole";
                  }));
              return sleeps();
            }));
    inside.await();
    scope.cancel(ENOUGH);
    go.countDown();
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(shielded).hasValue("whole");
  }

  @Test
  void tasksThatAreStartedInAShieldAreShieldedToo() throws Exception {
    Scope scope = new Scope();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(2);
    Callable<String> waits =
        () -> {
          inside.countDown();
          go.await();
          return "whole";
        };
    CompletableFuture<List<String>> outcome =
        one.start(() -> scope.run(() -> Scope.shield(() -> Tasks.all(List.of(waits, waits)))));
    inside.await();
    scope.cancel(ENOUGH);
    go.countDown();
    assertThat(within(outcome)).containsExactly("whole", "whole");
  }

  @Test
  void ofTasksThatAreCancelledTogetherOneMayBeShielded() throws Exception {
    Scope scope = new Scope();
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    AtomicBoolean whole = new AtomicBoolean();
    CompletableFuture<List<String>> outcome =
        one.start(() ->
            scope.run(() ->
                Tasks.all(
                    List.of(
                        waiters::forever,
                        () ->
                            Scope.shield(() -> {
                              inside.countDown();
                              go.await();
                              whole.set(true);
                              return "whole";
                            })))));
    boolean _ = waiters.awaitBegun(1);
    inside.await();
    scope.cancel(ENOUGH);
    go.countDown();
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(waiters.ended()).isEqualTo(1);
    assertThat(whole).isTrue();
  }

  @Test
  void aPlainThreadMayStartATaskOnALoopAndWaitForIt() throws Exception {
    Loop loop = one.loop();
    assertThat(TaskGroup.<Integer>run(group -> group.spawnOn(loop, "adds", () -> 1 + 2).join()))
        .isEqualTo(3);
    assertThatThrownBy(() ->
            TaskGroup.run(group -> group.spawnOn(loop, "fails", () -> fail("on the loop")).join()))
        .hasMessage("on the loop");
  }

  @Test
  void aPlainThreadMayGiveUpWaitingForATask() {
    Loop loop = one.loop();
    assertThatThrownBy(() ->
            Scope.timeout(
                Duration.ofMillis(50),
                () ->
                    TaskGroup.run(group -> group.spawnOn(loop, "waits", waiters::forever).join())))
        .isInstanceOf(TimeoutException.class);
    assertThat(waiters.ended()).isEqualTo(waiters.begun());
  }
}
