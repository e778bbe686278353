package dev.outrigger.runtime.sync;

import static dev.outrigger.runtime.OnOneLoop.until;
import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
class LimiterTest {
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

  private static void awaitWaiting(Limiter limiter, int count) throws Exception {
    until(count + " wait", () -> limiter.statistics().waiting() == count);
  }

  @Test
  void whoFindsNoPermitWaitsAndTheLoopGoesOn() throws Exception {
    Limiter limiter = Limiter.of(1);
    Limiter.Permit first = limiter.acquire();
    CompletableFuture<String> second = one.start(() -> limiter.run(() -> "done"));
    awaitWaiting(limiter, 1);
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    assertThat(second).isNotDone();
    first.close();
    assertThat(within(second)).isEqualTo("done");
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(1, 0, 0));
  }

  @Test
  void firstComeFirstServed() throws Exception {
    Limiter limiter = Limiter.of(1);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Boolean>> all = new ArrayList<>();
    try (Limiter.Permit _ = limiter.acquire()) {
      for (int i = 0; i < 10; i++) {
        int number = i;
        all.add(one.start(() -> limiter.run(() -> order.add(number))));
        awaitWaiting(limiter, i + 1);
      }
    }
    for (CompletableFuture<Boolean> each : all) {
      within(each);
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void nobodyOvertakesThoseInLine() throws Exception {
    Limiter limiter = Limiter.of(1);
    Limiter.Permit first = limiter.acquire();
    CompletableFuture<Limiter.Permit> second = one.start(limiter::acquire);
    awaitWaiting(limiter, 1);
    first.close();
    assertThat(limiter.tryAcquire()).isEmpty();
    within(second).close();
    assertThat(limiter.tryAcquire()).isPresent();
  }

  @Test
  void aPermitIsGivenBackOnce() throws Exception {
    Limiter limiter = Limiter.of(2);
    Limiter.Permit permit = limiter.acquire();
    permit.close();
    permit.close();
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void aPermitComesBackWhenTheBodyFails() {
    Limiter limiter = Limiter.of(1);
    assertThatThrownBy(() ->
            one.run(() ->
                limiter.run(() -> {
                  throw new IllegalStateException("no");
                })))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void moreTotalLetsThoseInLineIn() throws Exception {
    Limiter limiter = Limiter.of(1);
    Limiter.Permit first = limiter.acquire();
    CompletableFuture<Limiter.Permit> second = one.start(limiter::acquire);
    CompletableFuture<Limiter.Permit> third = one.start(limiter::acquire);
    awaitWaiting(limiter, 2);
    limiter.resize(3);
    within(second).close();
    within(third).close();
    first.close();
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(3, 0, 0));
  }

  @Test
  void lessTotalHoldsOnceEnoughCameBack() throws Exception {
    Limiter limiter = Limiter.of(3);
    List<Limiter.Permit> taken = List.of(limiter.acquire(), limiter.acquire(), limiter.acquire());
    limiter.resize(1);
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(1, 3, 0));
    taken.get(0).close();
    taken.get(1).close();
    assertThat(limiter.tryAcquire()).isEmpty();
    taken.get(2).close();
    assertThat(limiter.tryAcquire()).isPresent();
  }

  @Test
  void whoIsCancelledInLineLeavesIt() throws Exception {
    Limiter limiter = Limiter.of(1);
    Limiter.Permit first = limiter.acquire();
    Scope scope = new Scope();
    CompletableFuture<Limiter.Permit> second = one.start(() -> scope.run(limiter::acquire));
    awaitWaiting(limiter, 1);
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(second))
        .cause()
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.cancellation()).isEqualTo(ENOUGH));
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(1, 1, 0));
    first.close();
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void aDeadlineEndsTheWait() throws Exception {
    Limiter limiter = Limiter.of(1);
    try (Limiter.Permit _ = limiter.acquire()) {
      assertThatThrownBy(
              () -> one.run(() -> Scope.timeout(Duration.ofMillis(20), limiter::acquire)))
          .hasCauseInstanceOf(TimeoutException.class);
    }
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(1, 0, 0));
  }

  @Test
  void aForeignInterruptIsThrownAsItself() throws Exception {
    Limiter limiter = Limiter.of(1);
    CompletableFuture<Thread> waiting = new CompletableFuture<>();
    try (Limiter.Permit _ = limiter.acquire()) {
      CompletableFuture<Limiter.Permit> second =
          one.start(() -> {
            waiting.complete(Thread.currentThread());
            return limiter.acquire();
          });
      within(waiting).interrupt();
      assertThatThrownBy(() -> within(second)).hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(1, 0, 0));
  }

  @Test
  void aLoopsOwnThreadMayGiveAPermitBack() throws Exception {
    Limiter limiter = Limiter.of(1);
    Limiter.Permit first = limiter.acquire();
    CompletableFuture<String> second = one.start(() -> limiter.run(() -> "done"));
    awaitWaiting(limiter, 1);
    one.loop().execute(first::close);
    assertThat(within(second)).isEqualTo("done");
  }

  @Test
  void aLimiterWithoutPermitsIsRefused() {
    assertThatThrownBy(() -> Limiter.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("total was 0");
  }
}
