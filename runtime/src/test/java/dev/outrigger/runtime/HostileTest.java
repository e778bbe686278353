package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.clock.Alarm;
import dev.outrigger.runtime.clock.Alarms;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a hostile reader broke once. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class HostileTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static boolean scopesWithoutEnd() throws Exception {
    return new Scope().run(HostileTest::scopesWithoutEnd);
  }

  @Test
  void aStackThatOverflowsInScopesLeavesThemInOrder() throws Exception {
    for (int i = 0; i < 10; i++) {
      boolean overflowed =
          one.run(() -> {
            try {
              return scopesWithoutEnd();
            } catch (StackOverflowError e) {
              return Scope.timeout(Duration.ofSeconds(20), () -> true);
            }
          });
      assertThat(overflowed).isTrue();
    }
  }

  /** An exception that can't say what it is. */
  private static final class Speechless extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }

  @Test
  void anExceptionThatCannotBePrintedStillEndsItsGroup() {
    CompletableFuture<Boolean> end =
        one.start(() ->
            TaskGroup.run(group -> {
              group.spawn("sleeps", () -> Time.sleep(Duration.ofHours(1)));
              group.spawn(
                  "speechless",
                  () -> {
                    throw new Speechless();
                  });
              return true;
            }));
    assertThatThrownBy(() -> within(end)).cause().isInstanceOf(Speechless.class);
  }

  @Test
  void aCancellationReachesGroupsThatAreNestedDeeperThanAStack() throws Exception {
    CountDownLatch deepest = new CountDownLatch(1);
    CompletableFuture<Boolean> end =
        one.start(() ->
            TaskGroup.run(group -> {
              group.spawn("level 0", () -> nest(4000, deepest));
              deepest.await();
              group.cancel("enough");
              return true;
            }));
    assertThat(within(end)).isTrue();
  }

  private static boolean nest(int levels, CountDownLatch deepest) throws Exception {
    if (levels == 0) {
      deepest.countDown();
      Time.sleep(Duration.ofHours(1));
    }
    return TaskGroup.run(group -> group.spawn("level", () -> nest(levels - 1, deepest)).join());
  }

  @Test
  void aCancelledFutureInADismissedGroupIsAnEndLikeAnyOther() throws Exception {
    String result =
        one.run(() ->
            TaskGroup.run(group -> {
              CompletableFuture<String> cancelled = new CompletableFuture<>();
              cancelled.cancel(false);
              CountDownLatch begun = new CountDownLatch(1);
              group.spawn(
                  "meets it",
                  () -> {
                    try {
                      begun.countDown();
                      Time.sleep(Duration.ofHours(1));
                      return "slept on";
                    } catch (CancelledException e) {
                      return cancelled.get();
                    }
                  });
              begun.await();
              group.cancel("done");
              return "result";
            }));
    assertThat(result).isEqualTo("result");
  }

  @Test
  void aTasksExceptionIsNotChangedOnItsWay() throws Exception {
    CompletionException thrown = new CompletionException(new IOException("inside"));
    CancellationException cancelled = new CancellationException("own");
    assertThat(thrownOnTheLoop(() -> Blocking.call(() -> fail(thrown)))).isSameAs(thrown);
    assertThat(thrownOnTheLoop(() -> Blocking.call(() -> fail(cancelled)))).isSameAs(cancelled);
    assertThat(
            thrownOnTheLoop(
                () -> TaskGroup.run(group -> group.spawn("throws", () -> fail(thrown)).join())))
        .isSameAs(thrown);
  }

  private static boolean fail(RuntimeException thrown) {
    throw thrown;
  }

  private Throwable thrownOnTheLoop(ThrowingCallable body) throws Exception {
    return one.run(() -> catchThrowable(body));
  }

  @Test
  void anErrorAtADeadlineDoesNotStopTheClock() throws Exception {
    Alarm _ =
        Alarms.REAL.at(
            Alarms.REAL.now(),
            () -> {
              throw new OutOfMemoryError("as if");
            });
    long slept =
        one.run(() -> {
          Time.sleep(Duration.ofMillis(5));
          return 5L;
        });
    assertThat(slept).isEqualTo(5);
  }
}
