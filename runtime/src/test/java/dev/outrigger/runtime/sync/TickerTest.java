package dev.outrigger.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import java.time.Duration;
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
class TickerTest {

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

  private static final Duration PERIOD = Duration.ofMillis(20);

  @Test
  void ticksKeepTheirRateHoweverLongTheWorkTakes() throws Exception {
    long elapsed =
        one.run(() -> {
          long begun = Time.now();
          Ticker ticker = Ticker.every(PERIOD);
          long ticks = 0;
          while (ticks < 10) {
            ticks += 1 + ticker.next();
            Time.sleep(PERIOD.dividedBy(2));
          }
          return Time.now() - begun;
        });
    assertThat(Duration.ofNanos(elapsed)).isGreaterThanOrEqualTo(PERIOD.multipliedBy(10));
  }

  @Test
  void ticksThatTheWorkWasTooSlowForAreCountedAndNotMadeUpFor() throws Exception {
    one.run(() -> {
      long begun = Time.now();
      Ticker ticker = Ticker.every(PERIOD);
      Time.sleep(PERIOD.multipliedBy(3).plusMillis(5));
      long missed = ticker.next();
      long ticks = (Time.now() - begun) / PERIOD.toNanos();
      assertThat(missed).isBetween(2L, ticks);
      long before = Time.now();
      long more = ticker.next();
      // On the grid: not at once, unless this thread was held up.
      assertThat(more > 0 || (Time.now() - begun) / PERIOD.toNanos() > missed + 1).isTrue();
      assertThat(Time.now()).isGreaterThan(before);
      return true;
    });
  }

  @Test
  void aCancelledWaitUsesUpNoTick() throws Exception {
    one.run(() -> {
      Ticker ticker = Ticker.every(Duration.ofMillis(50));
      assertThatThrownBy(() -> Scope.timeout(Duration.ofMillis(5), ticker::next))
          .isInstanceOf(TimeoutException.class);
      long before = Time.now();
      long missed = ticker.next();
      assertThat(missed > 0 || Time.now() - before < 50_000_000L).isTrue();
      return true;
    });
  }

  @Test
  void aPeriodOfNothingIsRefused() {
    assertThatThrownBy(() -> Ticker.every(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
  }
}
