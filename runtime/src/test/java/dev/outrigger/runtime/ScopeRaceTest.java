package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread goes in and out of scopes while another cancels them, at whatever moment. */
@Timeout(60)
class ScopeRaceTest {
  private static final int ROUNDS = 20_000;
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  private final SynchronousQueue<Scope> victims = new SynchronousQueue<>();
  private Thread canceller;

  @BeforeEach
  void startTheCanceller() {
    canceller = Thread.ofPlatform().daemon().start(this::cancelAll);
  }

  @AfterEach
  void stopIt() throws InterruptedException {
    canceller.interrupt();
    canceller.join();
  }

  private void cancelAll() {
    try {
      for (int i = 0; ; i++) {
        Scope victim = victims.take();
        for (int spin = 0; spin < i % 64; spin++) {
          Thread.onSpinWait();
        }
        victim.cancel(ENOUGH);
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }

  private Scope victim() throws InterruptedException {
    Scope scope = new Scope();
    assertThat(victims.offer(scope, 10, TimeUnit.SECONDS)).isTrue();
    return scope;
  }

  private static void pause(int round) {
    for (int spin = 0; spin < round % 48; spin++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void noInterruptIsMetBehindTheScope() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      Scope scope = victim();
      try {
        scope.run(() -> {
          pause(round);
          return true;
        });
      } catch (CancelledException e) {
        assertThat(e.cancellation()).isEqualTo(ENOUGH);
      }
      assertThat(Thread.currentThread().isInterrupted()).as("round %d", round).isFalse();
    }
  }

  @Test
  void noInterruptIsMetInsideAShield() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      Scope scope = victim();
      try {
        scope.run(() ->
            Scope.shield(() -> {
              pause(round);
              assertThat(Thread.currentThread().isInterrupted()).as("round %d", round).isFalse();
              return true;
            }));
      } catch (CancelledException e) {
        assertThat(e.cancellation()).isEqualTo(ENOUGH);
      }
    }
  }

  @Test
  void everyWaitInsideEnds() throws Exception {
    for (int i = 0; i < ROUNDS / 10; i++) {
      Scope scope = victim();
      assertThatThrownBy(() ->
              scope.run(() -> {
                new CountDownLatch(1).await();
                return true;
              }))
          .isInstanceOfAny(InterruptedException.class, CancelledException.class);
    }
  }
}
