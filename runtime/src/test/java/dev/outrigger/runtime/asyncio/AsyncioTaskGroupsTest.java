package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPython's test_taskgroups says of groups, where it holds here too. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioTaskGroupsTest {
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

  private void spawnFive(TaskGroup group) {
    for (int i = 0; i < 5; i++) {
      var _ = group.spawn("waits", waiters::forever);
    }
  }

  /** Runs it in a scope that is cancelled when so many wait inside. */
  private CompletableFuture<String> cancelledWhenBegun(int count, TaskGroup.Body<String> body)
      throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome = one.start(() -> scope.run(() -> TaskGroup.run(body)));
    boolean _ = waiters.awaitBegun(count);
    assertThat(outcome).isNotDone();
    assertThat(scope.cancel(ENOUGH)).isTrue();
    return outcome;
  }

  @Test
  void tasksAreStartedWhileOthersRun() throws Exception {
    int sum =
        one.run(() ->
            TaskGroup.run(group -> {
              Task<Integer> first = group.spawn("first", () -> 42);
              Time.sleep(Duration.ofMillis(1));
              Task<Integer> second = group.spawn("second", () -> 11);
              return first.join() + second.join();
            }));
    assertThat(sum).isEqualTo(53);
  }

  @Test
  void cancellingWhoWaitsForAGroupCancelsItsTasks() throws Exception {
    CompletableFuture<String> outcome =
        cancelledWhenBegun(
            5,
            group -> {
              spawnFive(group);
              return "the body is over";
            });
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(waiters.ended()).isEqualTo(5);
  }

  @Test
  void cancellingABodyThatWaitsCancelsItsTasksToo() throws Exception {
    CompletableFuture<String> outcome =
        cancelledWhenBegun(
            6,
            group -> {
              spawnFive(group);
              return waiters.forever();
            });
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(waiters.ended()).isEqualTo(6);
  }

  @Test
  void whatTasksThrowWhenTheyAreCancelledIsThrownInPlaceOfTheCancellation() throws Exception {
    CompletableFuture<String> outcome =
        cancelledWhenBegun(
            6,
            group -> {
              for (int i = 0; i < 5; i++) {
                var _ = group.spawn("untidy", () -> waiters.foreverAnd(() -> fail("untidy")));
              }
              return waiters.forever();
            });
    assertThatThrownBy(() -> within(outcome))
        .cause()
        .hasMessage("untidy")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(4));
  }

  @Test
  void aFailureOfTheBodyCancelsTheTasks() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  spawnFive(group);
                  boolean _ = waiters.awaitBegun(5);
                  return fail("body");
                })))
        .cause()
        .hasMessage("body")
        .hasNoSuppressedExceptions();
    assertThat(waiters.ended()).isEqualTo(5);
  }

  @Test
  void whatAnInnerGroupThrowsPassesThroughTheOuterOneAsItself() throws Exception {
    CompletableFuture<String> outcome =
        cancelledWhenBegun(
            2,
            outer -> {
              var _ = outer.spawn("waits", waiters::forever);
              return TaskGroup.run(inner -> {
                var _ = inner.spawn("untidy", () -> waiters.foreverAnd(() -> fail("untidy")));
                return "the body is over";
              });
            });
    assertThatThrownBy(() -> within(outcome)).cause().hasMessage("untidy");
    assertThat(waiters.ended()).isEqualTo(2);
  }

  @Test
  void aFailureInTheOuterGroupEndsTheInnerOneThatItsBodyWaitsFor() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(outer -> {
                  var _ =
                      outer.spawn(
                          "fails",
                          () -> {
                            boolean _ = waiters.awaitBegun(1);
                            return fail("outer");
                          });
                  return TaskGroup.run(inner -> inner.spawn("waits", waiters::forever).name());
                })))
        .cause()
        .hasMessage("outer")
        .hasNoSuppressedExceptions();
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void aFailureInTheInnerGroupEndsTheTasksOfTheOuterOne() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(outer -> {
                  var _ = outer.spawn("waits", waiters::forever);
                  boolean _ = waiters.awaitBegun(1);
                  return TaskGroup.run(inner -> inner.spawn("fails", () -> fail("inner")).name());
                })))
        .cause()
        .hasMessage("inner")
        .hasNoSuppressedExceptions();
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void aTaskThatFailsWhileACancelledBodyCleansUpIsNotLost() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    CompletableFuture<String> outcome =
        cancelledWhenBegun(
            2,
            group -> {
              var _ =
                  group.spawn(
                      "fails",
                      () ->
                          waiters.foreverAnd(() -> {
                            failed.countDown();
                            return fail("late");
                          }));
              return waiters.foreverAnd(() ->
                  Scope.shield(() -> {
                    failed.await();
                    return "cleaned up";
                  }));
            });
    assertThatThrownBy(() -> within(outcome)).cause().hasMessage("late");
  }

  @Test
  void whatACancelledBodyThrowsInPlaceOfTheCancellationIsThrown() throws Exception {
    CompletableFuture<String> outcome =
        cancelledWhenBegun(1, _ -> waiters.foreverAnd(() -> fail("not a good idea")));
    assertThatThrownBy(() -> within(outcome)).cause().hasMessage("not a good idea");
  }

  @Test
  void whatTheBodyThrowsBesidesAFailedTaskIsSuppressed() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ =
                      group.spawn(
                          "fails",
                          () -> {
                            boolean _ = waiters.awaitBegun(1);
                            return fail("task");
                          });
                  return waiters.foreverAnd(() -> fail("body"));
                })))
        .cause()
        .hasMessage("task")
        .satisfies(e ->
            assertThat(e.getSuppressed()).singleElement().extracting("message").isEqualTo("body"));
  }

  @Test
  void anErrorOfTheJvmIsAFailureLikeAnyOther() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ =
                      group.spawn(
                          "fails",
                          () -> {
                            boolean _ = waiters.awaitBegun(1);
                            throw new StackOverflowError("task");
                          });
                  return waiters.foreverAnd(() -> fail("body"));
                })))
        .cause()
        .isInstanceOf(StackOverflowError.class)
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void aGroupForgetsTasksThatHaveEnded() throws Exception {
    int left =
        one.run(() ->
            TaskGroup.run(group -> {
              for (int i = 0; i < 10; i++) {
                var _ = group.spawn("brief", () -> 1).join();
              }
              OnOneLoop.until("all have left", () -> group.running() == 0);
              return group.running();
            }));
    assertThat(left).isZero();
  }

  private String hydra(TaskGroup group, AtomicInteger heads) throws InterruptedException {
    heads.incrementAndGet();
    Time.sleep(Duration.ofMillis(1));
    var _ = group.spawn("head", () -> hydra(group, heads));
    return group.spawn("head", () -> hydra(group, heads)).name();
  }

  @Test
  void tasksThatKeepStartingOthersEndWithTheirGroup() {
    AtomicInteger heads = new AtomicInteger();
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ = group.spawn("head", () -> hydra(group, heads));
                  while (heads.get() < 10) {
                    Time.sleep(Duration.ofMillis(1));
                  }
                  return fail("Hercules");
                })))
        .cause()
        .hasMessage("Hercules");
  }

  @Test
  void aTaskThatIsStartedInACancelledGroupDoesNotRun() {
    AtomicBoolean ran = new AtomicBoolean();
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ =
                      group.spawn(
                          "late",
                          () ->
                              waiters.foreverAnd(() ->
                                  group
                                      .spawn(
                                          "later",
                                          () -> {
                                            ran.set(true);
                                            return 1;
                                          })
                                      .name()));
                  boolean _ = waiters.awaitBegun(1);
                  return fail("body");
                })))
        .cause()
        .hasMessage("body");
    assertThat(ran).isFalse();
  }

  @Test
  void behindAGroupThatFailedNothingIsCancelled() throws Exception {
    String after =
        one.run(() -> {
          Throwable thrown =
              catchThrowable(() -> TaskGroup.run(group -> group.spawn("fails", () -> fail("x"))));
          assertThat(thrown).hasMessage("x");
          Time.sleep(Duration.ofMillis(1));
          return "went on";
        });
    assertThat(after).isEqualTo("went on");
  }

  @Test
  void whenBothGroupsFailEachThrowsItsOwn() {
    AtomicReference<Throwable> inner = new AtomicReference<>();
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(outer -> {
                  inner.set(
                      catchThrowable(() ->
                          TaskGroup.run(group -> {
                            var _ = group.spawn("inner", () -> fail("inner"));
                            return outer.spawn("outer", () -> fail("outer"));
                          })));
                  return waiters.forever();
                })))
        .cause()
        .hasMessage("outer");
    assertThat(inner.get())
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessage("inner"),
            e -> assertThat(e).isInstanceOf(CancelledException.class));
  }

  @Test
  void behindAGroupThatFailedACancellationOfTheTaskIsStillMet() throws Exception {
    Scope scope = new Scope();
    AtomicReference<Throwable> first = new AtomicReference<>();
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              first.set(
                  catchThrowable(
                      () -> TaskGroup.run(_ -> waiters.foreverAnd(() -> fail("while cancelled")))));
              Time.sleep(Duration.ofMinutes(10));
              return "never";
            }));
    boolean _ = waiters.awaitBegun(1);
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(first.get()).hasMessage("while cancelled");
  }

  @Test
  void aPlainThreadMayHaveAGroup() throws Exception {
    Loop loop = one.loop();
    assertThat(TaskGroup.<Integer>run(group -> group.spawnOn(loop, "task", () -> 42).join()))
        .isEqualTo(42);
  }
}
