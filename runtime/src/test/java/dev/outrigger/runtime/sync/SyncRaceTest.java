package dev.outrigger.runtime.sync;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A wake-up and a cancellation come at the same moment: what was handed over is never lost. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class SyncRaceTest {
  private static final int ROUNDS = 2_000;
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  /** Whether the body got what it waited for, while it was woken and cancelled. */
  private <T> boolean wins(Callable<T> body, Runnable wake) throws Exception {
    Scope scope = new Scope();
    CompletableFuture<Boolean> outcome =
        one.start(() -> {
          try {
            scope.run(body);
            return true;
          } catch (CancelledException e) {
            assertThat(e.cancellation()).isEqualTo(ENOUGH);
            return false;
          }
        });
    boolean cancelFirst = random.nextBoolean();
    pause();
    if (cancelFirst) {
      scope.cancel(ENOUGH);
    } else {
      wake.run();
    }
    pause();
    if (cancelFirst) {
      wake.run();
    } else {
      scope.cancel(ENOUGH);
    }
    return within(outcome);
  }

  private void pause() {
    for (int spins = random.nextInt(600); spins > 0; spins--) {
      Thread.onSpinWait();
    }
  }

  private String round(int number) {
    return "round " + number + " of seed " + seed;
  }

  @Test
  void noPermitIsLost() throws Exception {
    Limiter limiter = Limiter.of(1);
    for (int i = 0; i < ROUNDS; i++) {
      Limiter.Permit held = limiter.acquire();
      boolean _ = wins(() -> limiter.run(() -> true), held::close);
      assertThat(limiter.statistics()).as(round(i)).isEqualTo(new Limiter.Statistics(1, 0, 0));
    }
  }

  @Test
  void noItemIsLost() throws Exception {
    Broadcast<Integer> broadcast = new Broadcast<>();
    Subscription<Integer> subscriber = broadcast.subscribe(1, WhenSlow.WAIT);
    for (int i = 0; i < ROUNDS; i++) {
      int item = i;
      boolean taken = wins(subscriber::next, () -> broadcast.trySend(item));
      assertThat(subscriber.statistics().buffered()).as(round(i)).isEqualTo(taken ? 0 : 1);
      if (!taken) {
        assertThat(subscriber.next()).as(round(i)).contains(i);
      }
      assertThat(subscriber.room().statistics().borrowed()).as(round(i)).isZero();
    }
  }

  @Test
  void nobodyIsLeftWaitingForAnEvent() throws Exception {
    Event event = new Event();
    for (int i = 0; i < ROUNDS; i++) {
      boolean _ =
          wins(
              () -> {
                event.await();
                return true;
              },
              event::set);
      assertThat(event.waiting()).as(round(i)).isZero();
      assertThat(event.isSet()).as(round(i)).isTrue();
      event.reset();
    }
  }
}
