package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Outcome;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Tasks;
import dev.outrigger.runtime.Time;
import dev.outrigger.runtime.sync.Event;
import dev.outrigger.runtime.sync.Limiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What Trio's test_run says of cancel scopes and nurseries, where it holds here too. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class TrioCancellationTest {
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

  private static void throwsAtOnce(Callable<?> wait) {
    assertThatThrownBy(wait::call).isInstanceOf(CancelledException.class).hasMessage("enough");
  }

  @Test
  void everyWaitOfOurOwnInACancelledScopeThrowsAtOnceAndAgain() throws Exception {
    boolean all =
        one.run(() -> {
          Scope scope = new Scope();
          return scope.run(() -> {
            assertThat(scope.cancel(ENOUGH)).isTrue();
            assertThat(scope.cancel(ENOUGH)).isFalse();
            Event event = new Event();
            event.set();
            for (int i = 0; i < 2; i++) {
              throwsAtOnce(() -> {
                Scope.checkpoint();
                return 0;
              });
              throwsAtOnce(() -> {
                Time.sleep(Duration.ZERO);
                return 0;
              });
              throwsAtOnce(() -> {
                Time.sleep(Duration.ofMinutes(10));
                return 0;
              });
              throwsAtOnce(() -> {
                event.await();
                return 0;
              });
              throwsAtOnce(() -> Limiter.of(1).acquire());
              throwsAtOnce(() -> TaskGroup.run(_ -> 0));
            }
            return true;
          });
        });
    assertThat(all).isTrue();
  }

  @Test
  void ofCancellationsAndOneFailureTheFailureIsThrown() {
    Scope outer = new Scope();
    assertThatThrownBy(() ->
            one.run(() ->
                outer.run(() ->
                    TaskGroup.run(group -> {
                      var _ = group.spawn("waits", waiters::forever);
                      var _ = group.spawn("waits", waiters::forever);
                      var _ = group.spawn("fails", () -> waiters.foreverAnd(() -> fail("crashed")));
                      boolean _ = waiters.awaitBegun(3);
                      group.cancel("the group");
                      outer.cancel(ENOUGH);
                      return waiters.forever();
                    }))))
        .cause()
        .hasMessage("crashed")
        .hasNoSuppressedExceptions();
  }

  @Test
  void aScopeInsideAShieldCanBeCancelled() throws Exception {
    boolean all =
        one.run(() -> {
          Scope outer = new Scope();
          return outer.run(() -> {
            outer.cancel(ENOUGH);
            return Scope.shield(() -> {
              Scope innermost = new Scope();
              assertThatThrownBy(() ->
                      innermost.run(() -> {
                        innermost.cancel(ENOUGH);
                        return waiters.forever();
                      }))
                  .isInstanceOf(InterruptedException.class);
              Time.sleep(Duration.ofMillis(1));
              return true;
            });
          });
        });
    assertThat(all).isTrue();
  }

  @Test
  void aCancellationReachesAllTasksOfNestedGroups() throws Exception {
    String result =
        one.run(() ->
            TaskGroup.run(group -> {
              for (int worker = 0; worker < 2; worker++) {
                var _ =
                    group.spawn(
                        "worker",
                        () ->
                            TaskGroup.run(inner -> {
                              var _ = inner.spawn("leaf", waiters::forever);
                              return inner.spawn("leaf", waiters::forever).name();
                            }));
              }
              boolean _ = waiters.awaitBegun(4);
              group.cancel("enough");
              return "the body's own";
            }));
    assertThat(result).isEqualTo("the body's own");
    assertThat(waiters.ended()).isEqualTo(4);
  }

  @Test
  void ofTwoCancelledScopesTheOuterOneIsLeftWithTheException() throws Exception {
    AtomicReference<Throwable> inner = new AtomicReference<>();
    AtomicReference<Throwable> middle = new AtomicReference<>();
    String after =
        one.run(() -> {
          Scope second = new Scope();
          middle.set(
              catchThrowable(() ->
                  second.run(() -> {
                    Scope third = new Scope();
                    inner.set(
                        catchThrowable(() ->
                            third.run(() -> {
                              third.cancel(new Cancellation(Cancellation.Source.CALLER, "third"));
                              second.cancel(ENOUGH);
                              Time.sleep(Duration.ofMinutes(10));
                              return 0;
                            })));
                    Time.sleep(Duration.ofMinutes(10));
                    return 0;
                  })));
          Time.sleep(Duration.ofMillis(1));
          return "went on";
        });
    assertThat(after).isEqualTo("went on");
    assertThat(inner.get()).hasMessage("third");
    assertThat(middle.get()).hasMessage("enough");
  }

  @Test
  void aScopeCannotBeEnteredAgainWhileItIsRun() throws Exception {
    Scope scope = new Scope();
    one.run(() ->
        scope.run(() ->
            assertThatThrownBy(() -> scope.run(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one body")));
  }

  @Test
  void aScopeCannotBeSharedByTwoTasks() throws Exception {
    one.run(() ->
        TaskGroup.run(group -> {
          Scope scope = new Scope();
          var _ = group.spawn("first", () -> scope.run(waiters::forever));
          boolean _ = waiters.awaitBegun(1);
          assertThatThrownBy(() -> scope.run(() -> 1)).isInstanceOf(IllegalStateException.class);
          group.cancel("enough");
          return true;
        }));
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void codeThatHearsNoInterruptMeetsTheCancellationWhenItHears() throws Exception {
    Scope scope = new Scope();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean go = new AtomicBoolean();
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              begun.countDown();
              while (!go.get()) {
                LockSupport.parkNanos(1_000_000);
                boolean _ = Thread.interrupted();
              }
              seen.add("woke");
              Time.sleep(Duration.ofMillis(1));
              return "never";
            }));
    begun.await();
    scope.cancel(ENOUGH);
    assertThat(outcome).isNotDone();
    go.set(true);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(seen).containsExactly("woke");
  }

  private static String nested(int depth, Callable<String> innermost) throws Exception {
    return depth == 0 ? innermost.call() : new Scope().run(() -> nested(depth - 1, innermost));
  }

  @Test
  void manyNestedScopesAreCancelledAsOne() throws Exception {
    String how =
        one.run(() -> {
          Scope outermost = new Scope();
          Throwable thrown =
              catchThrowable(() ->
                  outermost.run(() ->
                      nested(
                          200,
                          () -> {
                            outermost.cancel(ENOUGH);
                            return waiters.forever();
                          })));
          return thrown.getClass().getSimpleName();
        });
    assertThat(how).isEqualTo("InterruptedException");
  }

  @Test
  void manyDeadlinesOfTheSameMomentAllStrike() throws Exception {
    List<Outcome<String>> outcomes =
        one.run(() -> {
          List<Callable<String>> bodies = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            bodies.add(() -> Scope.timeout(Duration.ofMillis(30), waiters::forever));
          }
          return Tasks.allSettled(bodies);
        });
    assertThat(outcomes)
        .hasSize(100)
        .allSatisfy(each ->
            assertThat(each)
                .isInstanceOfSatisfying(
                    Outcome.Failure.class,
                    failure -> assertThat(failure.thrown()).isInstanceOf(TimeoutException.class)));
  }

  @Test
  void aServiceThatEndsWithoutBeingReadyFailsItsStart() {
    assertThatThrownBy(() -> one.run(() -> TaskGroup.run(group -> group.start("idle", _ -> {}))))
        .hasStackTraceContaining("task idle ended without being ready");
  }

  @Test
  void aGroupThatIsOverStartsNoService() throws Exception {
    AtomicReference<TaskGroup> known = new AtomicReference<>();
    one.run(() ->
        TaskGroup.run(group -> {
          known.set(group);
          return true;
        }));
    assertThatThrownBy(
            () -> one.run(() -> known.get().start("late", ready -> ready.complete("here"))))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aGroupStaysOpenWhileAServiceIsBeingStartedInIt() throws Exception {
    AtomicInteger ready = new AtomicInteger();
    one.run(() ->
        TaskGroup.run(outer ->
            TaskGroup.run(inner -> {
              CountDownLatch starting = new CountDownLatch(1);
              var _ =
                  outer.spawn(
                      "starts",
                      () ->
                          inner.start(
                              "service",
                              told -> {
                                starting.countDown();
                                Time.sleep(Duration.ofMillis(20));
                                ready.incrementAndGet();
                                told.complete("ready");
                              }));
              starting.await();
              return true;
            })));
    assertThat(ready).hasValue(1);
  }
}
