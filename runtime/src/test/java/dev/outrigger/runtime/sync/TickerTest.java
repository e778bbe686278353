package dev.outrigger.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TickerTest {
  private static final Duration PERIOD = Duration.ofMillis(20);

  /** By a clock that stands still unless somebody sleeps. */
  private static <T> T simulated(Callable<T> body) throws Exception {
    return Simulation.inOrder().run(_ -> body.call());
  }

  @Test
  void ticksKeepTheirRateHoweverLongTheWorkTakes() throws Exception {
    Duration elapsed =
        simulated(() -> {
          long begun = Time.now();
          Ticker ticker = Ticker.every(PERIOD);
          for (int i = 0; i < 10; i++) {
            assertThat(ticker.next()).isZero();
            Time.sleep(PERIOD.dividedBy(2));
          }
          return Duration.ofNanos(Time.now() - begun);
        });
    assertThat(elapsed).isEqualTo(PERIOD.multipliedBy(10).plus(PERIOD.dividedBy(2)));
  }

  @Test
  void ticksThatTheWorkWasTooSlowForAreCountedAndNotMadeUpFor() throws Exception {
    Duration elapsed =
        simulated(() -> {
          long begun = Time.now();
          Ticker ticker = Ticker.every(PERIOD);
          Time.sleep(PERIOD.multipliedBy(3).plusMillis(5));
          assertThat(ticker.next()).isEqualTo(2);
          assertThat(ticker.next()).isZero();
          return Duration.ofNanos(Time.now() - begun);
        });
    assertThat(elapsed).isEqualTo(PERIOD.multipliedBy(4));
  }

  @Test
  void aCancelledWaitUsesUpNoTick() throws Exception {
    Duration elapsed =
        simulated(() -> {
          long begun = Time.now();
          Ticker ticker = Ticker.every(PERIOD);
          assertThatThrownBy(() -> Scope.timeout(Duration.ofMillis(5), ticker::next))
              .isInstanceOf(TimeoutException.class);
          assertThat(ticker.next()).isZero();
          return Duration.ofNanos(Time.now() - begun);
        });
    assertThat(elapsed).isEqualTo(PERIOD);
  }

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void itTicksByTheMachinesClockToo(TaskBackend backend) throws Exception {
    try (OnOneLoop one = OnOneLoop.with(backend)) {
      Duration elapsed =
          one.run(() -> {
            long begun = Time.now();
            Ticker ticker = Ticker.every(PERIOD);
            for (long ticks = 0; ticks < 3; ticks++) {
              ticks += ticker.next();
            }
            return Duration.ofNanos(Time.now() - begun);
          });
      assertThat(elapsed).isGreaterThanOrEqualTo(PERIOD.multipliedBy(3));
    }
  }

  @Test
  void aPeriodOfNothingIsRefused() {
    assertThatThrownBy(() -> Ticker.every(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }
}
