package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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

/** What CPython's test_timeouts and test_waitfor say of deadlines, where it holds here too. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioTimeoutsTest {
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

  // Long enough for a body to begin to wait before.
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LATE = Duration.ofMinutes(10);

  private static String fail(String how) {
    throw new IllegalStateException(how);
  }

  @Test
  void aBodyThatEndsInTimeIsLeftAloneAndSoIsWhatComesBehind() throws Exception {
    String result =
        one.run(() -> {
          String inTime = Scope.timeout(LATE, () -> "in time");
          String _ = Scope.timeout(Duration.ofMillis(500), () -> inTime);
          Time.sleep(Duration.ofMillis(700));
          return inTime;
        });
    assertThat(result).isEqualTo("in time");
  }

  @Test
  void ofTwoDeadlinesOnlyTheScopeOfTheOneThatStruckTellsOfIt() throws Exception {
    AtomicReference<Throwable> inner = new AtomicReference<>();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    SOON,
                    () -> {
                      inner.set(catchThrowable(() -> Scope.timeout(LATE, waiters::forever)));
                      return waiters.forever();
                    })))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(inner.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void theBodyMeetsTheCancellationBeforeTheTimeoutIsThrown() {
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(SOON, waiters::forever)))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(waiters.ended()).isEqualTo(1);
  }

  @Test
  void aTimeoutComesOnlyWhenTheBodyHasEnded() {
    AtomicBoolean cleanedUp = new AtomicBoolean();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    SOON,
                    () ->
                        waiters.foreverAnd(() ->
                            Scope.shield(() -> {
                              Time.sleep(Duration.ofMillis(50));
                              cleanedUp.set(true);
                              return "cleaned up";
                            })))))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(cleanedUp).isTrue();
  }

  @Test
  void whatABodyThrowsWhileItsDeadlineEndsItIsTheCauseOfTheTimeout() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(SOON, () -> waiters.foreverAnd(() -> fail("while cleaning up")))))
        .cause()
        .isInstanceOf(TimeoutException.class)
        .cause()
        .hasMessage("while cleaning up");
  }

  @Test
  void whatATaskThrowsWhileADeadlineEndsItsGroupIsTheCauseOfTheTimeout() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(500),
                    () ->
                        TaskGroup.run(group ->
                            group
                                .spawn("untidy", () -> waiters.foreverAnd(() -> fail("untidy")))
                                .name()))))
        .cause()
        .isInstanceOf(TimeoutException.class)
        .cause()
        .hasMessage("untidy");
  }

  @Test
  void aBodyThatReturnsThoughItsDeadlineStruckHasItsResult() throws Exception {
    String result =
        one.run(() ->
            Scope.timeout(
                SOON,
                () -> {
                  Throwable met = catchThrowable(waiters::forever);
                  return "met " + met.getClass().getSimpleName();
                }));
    assertThat(result).isEqualTo("met InterruptedException");
  }

  @Test
  void aCancellationBySomebodyElseIsNoTimeout() throws Exception {
    Scope outer = new Scope();
    CompletableFuture<String> outcome =
        one.start(() -> outer.run(() -> Scope.timeout(LATE, waiters::forever)));
    boolean _ = waiters.awaitBegun(1);
    outer.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void behindADeadlineThatStruckTheTaskGoesOn() throws Exception {
    String after =
        one.run(() -> {
          assertThatThrownBy(() -> Scope.timeout(SOON, waiters::forever))
              .isInstanceOf(TimeoutException.class);
          Time.sleep(Duration.ofMillis(1));
          return "went on";
        });
    assertThat(after).isEqualTo("went on");
  }

  @Test
  void theOuterDeadlineStillStrikesBehindAnInnerOne() throws Exception {
    AtomicReference<Throwable> inner = new AtomicReference<>();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(900),
                    () -> {
                      inner.set(catchThrowable(() -> Scope.timeout(SOON, waiters::forever)));
                      return waiters.forever();
                    })))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("900 ms");
    assertThat(inner.get()).hasMessageContaining("100 ms");
  }

  @Test
  void bothDeadlinesMayHaveStruckWhenTheBodyAtLastWaits() throws Exception {
    AtomicReference<Throwable> inner = new AtomicReference<>();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(400),
                    () -> {
                      inner.set(
                          catchThrowable(() ->
                              Scope.timeout(
                                  SOON,
                                  () -> {
                                    long end = System.nanoTime() + 600_000_000;
                                    while (System.nanoTime() < end) {
                                      Thread.onSpinWait();
                                    }
                                    return waiters.forever();
                                  })));
                      return waiters.forever();
                    })))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("400 ms");
    assertThat(inner.get()).isInstanceOf(TimeoutException.class).hasMessageContaining("100 ms");
  }

  @Test
  void insideACancelledScopeADeadlineBeginsNothing() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              scope.cancel(ENOUGH);
              return Scope.timeout(LATE, waiters::forever);
            }));
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(waiters.begun()).isZero();
  }

  @Test
  void aResultThatWasThereBeforeTheCancellationDoesNotHideIt() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              String _ = Scope.timeout(LATE, () -> "done");
              return waiters.forever();
            }));
    boolean _ = waiters.awaitBegun(1);
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
  }
}
