package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.until;
import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.sync.Limiter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
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
class BlockingTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private final Limiter limiter = Limiter.of(2);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    go.countDown();
    one.close();
  }

  private String forever() throws InterruptedException {
    begun.countDown();
    new CountDownLatch(1).await();
    return "never";
  }

  /** Takes no notice of interrupts. */
  private String stubborn() {
    begun.countDown();
    while (go.getCount() > 0) {
      Thread.onSpinWait();
    }
    return "ended by itself";
  }

  private void awaitNoneBorrowed() throws Exception {
    until("all permits are back", () -> limiter.statistics().borrowed() == 0);
  }

  @Test
  void theBodyRunsOnAPlatformThreadAndTheLoopGoesOn() throws Exception {
    CompletableFuture<Boolean> virtual =
        one.start(() ->
            Blocking.call(() -> {
              begun.countDown();
              go.await();
              return Thread.currentThread().isVirtual();
            }));
    begun.await();
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    go.countDown();
    assertThat(within(virtual)).isFalse();
  }

  @Test
  void itsThreadIsADaemonAndTellsForWhomItWorks() throws Exception {
    Thread thread =
        TaskGroup.run(group ->
            group
                .spawnOn(
                    one.loop(),
                    "reads a file",
                    () ->
                        Blocking.call(() -> {
                          assertThat(Thread.currentThread().getName()).endsWith("for reads a file");
                          return Thread.currentThread();
                        }))
                .join());
    assertThat(thread.isDaemon()).isTrue();
    until("it has its own name again", () -> thread.getName().matches("outrigger-blocking-\\d+"));
  }

  @Test
  void whatTheBodyThrowsIsThrownAsItself() {
    IOException gone = new IOException("gone");
    assertThatThrownBy(() ->
            one.run(() ->
                Blocking.call(
                    limiter,
                    () -> {
                      throw gone;
                    })))
        .cause()
        .isSameAs(gone);
    assertThatThrownBy(() ->
            one.run(() ->
                Blocking.call(
                    limiter,
                    () -> {
                      throw new StackOverflowError("deep");
                    })))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void aCancelledScopeInterruptsTheBody() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() -> scope.run(() -> Blocking.call(limiter, this::forever)));
    begun.await();
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome))
        .cause()
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.cancellation()).isEqualTo(ENOUGH));
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void aBodyThatSwallowsTheInterruptMeetsItAgain() throws Exception {
    Scope scope = new Scope();
    AtomicInteger met = new AtomicInteger();
    CompletableFuture<Integer> outcome =
        one.start(() ->
            scope.run(() ->
                Blocking.call(
                    limiter,
                    () -> {
                      begun.countDown();
                      while (met.get() < 3) {
                        try {
                          new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                          met.incrementAndGet();
                        }
                      }
                      return met.get();
                    })));
    begun.await();
    scope.cancel(ENOUGH);
    assertThat(within(outcome)).isEqualTo(3);
  }

  @Test
  void theDeadlineAroundTheCallIsTheBodysToo() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(20),
                    () ->
                        Blocking.call(
                            limiter,
                            () -> {
                              assertThat(Scope.current().orElseThrow().remaining()).isPresent();
                              return forever();
                            }))))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void aCallReturnsOnlyWhenItsBodyHasEnded() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() -> scope.run(() -> Blocking.call(limiter, this::stubborn)));
    begun.await();
    scope.cancel(ENOUGH);
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    assertThat(outcome).isNotDone();
    assertThat(limiter.statistics().borrowed()).isEqualTo(1);
    go.countDown();
    assertThat(within(outcome)).isEqualTo("ended by itself");
  }

  @Test
  void anAbandonedBodyKeepsItsPermitUntilItEnds() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() -> scope.run(() -> Blocking.callOrAbandon(limiter, this::stubborn)));
    begun.await();
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(limiter.statistics().borrowed()).isEqualTo(1);
    go.countDown();
    awaitNoneBorrowed();
  }

  @Test
  void aCallThatMayBeAbandonedIsLikeAnyOtherUntilThen() throws Exception {
    assertThat(one.<String>run(() -> Blocking.callOrAbandon(() -> "done"))).isEqualTo("done");
    assertThatThrownBy(() ->
            one.run(() ->
                Blocking.callOrAbandon(() -> {
                  throw new IOException("gone");
                })))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aForeignInterruptEndsTheBodyAndIsThrown() throws Exception {
    CompletableFuture<Thread> caller = new CompletableFuture<>();
    CompletableFuture<String> outcome =
        one.start(() -> {
          caller.complete(Thread.currentThread());
          return Blocking.call(limiter, this::forever);
        });
    begun.await();
    within(caller).interrupt();
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(limiter.statistics().borrowed()).isZero();
  }

  @Test
  void nothingRunsForACancelledScope() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<String> outcome =
        one.start(() ->
            scope.run(() -> {
              scope.cancel(ENOUGH);
              return Blocking.call(limiter, this::forever);
            }));
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(CancelledException.class);
    assertThat(begun.getCount()).isEqualTo(1);
  }

  @Test
  void callsBeyondTheLimitWaitInLine() throws Exception {
    CompletableFuture<String> first = one.start(() -> Blocking.call(limiter, this::stubborn));
    CompletableFuture<String> second = one.start(() -> Blocking.call(limiter, this::stubborn));
    // Tasks of the portable backend run in parallel: the third could be the quicker one.
    until("both permits are taken", () -> limiter.statistics().borrowed() == 2);
    CompletableFuture<String> third = one.start(() -> Blocking.call(limiter, () -> "third"));
    until("the third waits", () -> limiter.statistics().waiting() == 1);
    go.countDown();
    assertThat(within(first)).isEqualTo(within(second));
    assertThat(within(third)).isEqualTo("third");
  }

  @Test
  void theDefaultLimitIsSixtyFour() {
    assertThat(Blocking.defaultLimiter().statistics().total()).isEqualTo(64);
  }

  @Test
  void theBodyFindsTheClassLoaderOfItsCaller() throws Exception {
    ClassLoader own = new ClassLoader(getClass().getClassLoader()) {};
    ClassLoader seen =
        one.run(() -> {
          Thread.currentThread().setContextClassLoader(own);
          return Blocking.call(() -> Thread.currentThread().getContextClassLoader());
        });
    assertThat(seen).isSameAs(own);
  }
}
