package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
class TimeTest {
  private static final Duration HOUR = Duration.ofHours(1);

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

  @Test
  void aSleepTakesAtLeastItsTime() throws Exception {
    long slept =
        one.run(() -> {
          long before = Time.now();
          Time.sleep(Duration.ofMillis(20));
          return Time.now() - before;
        });
    assertThat(slept).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void aSleeperLeavesItsLoopToOthers() throws Exception {
    CompletableFuture<Thread> sleeper = new CompletableFuture<>();
    CompletableFuture<String> slept =
        one.start(() -> {
          sleeper.complete(Thread.currentThread());
          try {
            Time.sleep(HOUR);
            return "slept on";
          } catch (InterruptedException e) {
            return e.getMessage();
          }
        });
    one.run(() -> {
      within(sleeper).interrupt();
      return true;
    });
    assertThat(within(slept)).isEqualTo("interrupted in a sleep of 3600 s");
  }

  @Test
  void aDeadlineEndsASleep() throws Exception {
    CompletableFuture<Void> end =
        one.start(() ->
            Scope.timeout(
                Duration.ofMillis(20),
                () -> {
                  Time.sleep(HOUR);
                  return null;
                }));
    assertThatThrownBy(() -> within(end))
        .cause()
        .isInstanceOf(TimeoutException.class)
        .hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void aSleepOfLessThanNothingIsRefused() {
    assertThatThrownBy(() -> Time.sleep(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a task cannot sleep for PT-0.001S");
  }
}
