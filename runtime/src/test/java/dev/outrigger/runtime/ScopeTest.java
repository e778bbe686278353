package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class ScopeTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

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

  private static String forever() throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  @Test
  void aDeadlineEndsTheWaitInsideAndSaysWhatItWas() {
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(SOON, ScopeTest::forever)))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasRootCauseInstanceOf(InterruptedException.class)
        .hasMessageContaining("the deadline of 300 ms struck");
  }

  @Test
  void aDeadlineStrikesAlthoughTheLoopIsBusy() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch struck = new CountDownLatch(1);
    CompletableFuture<Boolean> stuck =
        one.start(() ->
            Scope.timeout(
                SOON,
                () -> {
                  Scope.current().orElseThrow().onCancel(why -> struck.countDown());
                  busy.countDown();
                  // No wait in here: nothing but the deadline's own thread can count down.
                  while (struck.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  return true;
                }));
    busy.await();
    assertThat(within(stuck)).isTrue();
  }

  @Test
  void anOuterDeadlineThatIsNearerWins() {
    assertThatThrownBy(
            () -> one.run(() -> Scope.timeout(SOON, () -> Scope.timeout(LATE, ScopeTest::forever))))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasMessageContaining("300 ms");
  }

  @Test
  void theTimeThatRemainsIsThatOfTheNearestDeadline() throws Exception {
    Duration left =
        one.run(() ->
            Scope.timeout(
                Duration.ofMinutes(1),
                () ->
                    Scope.timeout(
                        LATE, () -> Scope.current().orElseThrow().remaining().orElseThrow())));
    assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void codeBehindAScopeDoesNotMeetItsInterrupt() throws Exception {
    boolean interrupted =
        one.run(() -> {
          Scope scope = new Scope();
          scope.run(() -> scope.cancel(ENOUGH));
          return Thread.currentThread().isInterrupted();
        });
    assertThat(interrupted).isFalse();
  }

  @Test
  void anOuterCancellationIsStillMetBehindTheInnerScope() throws Exception {
    boolean interrupted =
        one.run(() -> {
          Scope outer = new Scope();
          return outer.run(() -> {
            Scope inner = new Scope();
            inner.run(() -> outer.cancel(ENOUGH));
            return Thread.currentThread().isInterrupted();
          });
        });
    assertThat(interrupted).isTrue();
  }

  @Test
  void cancellingAScopeCancelsTheScopesInsideWithTheSameReason() throws Exception {
    Cancellation met =
        one.run(() -> {
          Scope outer = new Scope();
          return outer.run(() -> {
            Scope inner = new Scope();
            return inner.run(() -> {
              outer.cancel(ENOUGH);
              return inner.cancellation().orElseThrow();
            });
          });
        });
    assertThat(met).isEqualTo(ENOUGH);
  }

  @Test
  void aBodyDoesNotStartInACancelledScope() {
    Scope scope = new Scope();
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> one.run(() -> scope.run(() -> "ran")))
        .hasCauseInstanceOf(CancelledException.class)
        .hasMessageContaining("enough");
  }

  @Test
  void theFirstReasonWinsAndListenersHearItOnce() {
    List<Cancellation> heard = new ArrayList<>();
    Scope scope = new Scope();
    scope.onCancel(heard::add);
    assertThat(scope.cancel(ENOUGH)).isTrue();
    assertThat(scope.cancel(new Cancellation(Cancellation.Source.SHUTDOWN, "late"))).isFalse();
    scope.onCancel(heard::add);
    assertThat(heard).containsExactly(ENOUGH, ENOUGH);
  }

  @Test
  void aListenerThatWasClosedHearsNothing() {
    List<Cancellation> heard = new ArrayList<>();
    Scope scope = new Scope();
    scope.onCancel(heard::add).close();
    scope.cancel(ENOUGH);
    assertThat(heard).isEmpty();
  }

  @Test
  void aScopeTakesOneBody() throws Exception {
    Scope scope = new Scope();
    assertThat(one.run(() -> scope.run(() -> 1))).isEqualTo(1);
    assertThatThrownBy(() -> one.run(() -> scope.run(() -> 2)))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a scope has one body");
  }

  @Test
  void aDeadlineThatDoesNotLieAheadIsRefused() {
    assertThatThrownBy(() -> Scope.timeout(Duration.ZERO, () -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a time-out must be above zero, but was PT0S");
  }

  @Test
  void aFailureInsideIsNotMistakenForTheDeadline() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    LATE,
                    () -> {
                      throw new IllegalStateException("own failure");
                    })))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoSwallowsACancellationMeetsItAgain() throws Exception {
    int met =
        one.run(() -> {
          Scope scope = new Scope();
          return scope.run(() -> {
            scope.cancel(ENOUGH);
            int times = 0;
            while (times < 3) {
              try {
                forever();
              } catch (InterruptedException e) {
                times++;
              }
            }
            return times;
          });
        });
    assertThat(met).isEqualTo(3);
  }

  @Test
  void aShieldKeepsACancellationOutUntilItHasEnded() throws Exception {
    List<String> seen = new ArrayList<>();
    one.run(() -> {
      Scope scope = new Scope();
      return scope.run(() -> {
        scope.cancel(ENOUGH);
        Scope.shield(() -> {
          Scope.checkpoint();
          Thread.sleep(50);
          seen.add("cleaned up");
          return true;
        });
        try {
          forever();
        } catch (InterruptedException e) {
          seen.add("met behind it");
        }
        return true;
      });
    });
    assertThat(seen).containsExactly("cleaned up", "met behind it");
  }

  @Test
  void aDeadlineInsideAShieldStrikesAllTheSame() {
    assertThatThrownBy(
            () -> one.run(() -> Scope.shield(() -> Scope.timeout(SOON, ScopeTest::forever))))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void theDeadlineAroundAShieldDoesNotCountInside() throws Exception {
    boolean limited =
        one.run(() ->
            Scope.timeout(
                LATE,
                () -> Scope.shield(() -> Scope.current().orElseThrow().remaining().isPresent())));
    assertThat(limited).isFalse();
  }

  @Test
  void aDeadlineAtAMomentEndsWhatIsInside() throws Exception {
    Instant moment = Instant.now().plusMillis(500);
    assertThatThrownBy(() ->
            Scope.deadline(
                moment,
                () -> {
                  Time.sleep(Duration.ofHours(1));
                  return true;
                }))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("the deadline at " + moment + " struck");
  }

  @Test
  void behindADeadlineThatIsPastNothingBegins() {
    assertThatThrownBy(() -> Scope.deadline(Instant.EPOCH, () -> fail("it has begun")))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("the deadline at 1970-01-01T00:00:00Z is past");
  }
}
