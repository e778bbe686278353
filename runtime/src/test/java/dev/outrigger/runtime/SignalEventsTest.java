package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
class SignalEventsTest {
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

  private static boolean send(String signal) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    return new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() == 0;
  }

  @Test
  void aTaskWaitsForASignalWhileOthersRun() throws Exception {
    try (SignalEvents signals = Signals.listen("WINCH", "CONT")) {
      CompletableFuture<String> heard = one.start(signals::next);
      assertThat(one.run(() -> send("WINCH"))).isTrue();
      assertThat(within(heard)).isEqualTo("WINCH");
      CompletableFuture<String> second = one.start(signals::next);
      assertThat(one.run(() -> send("CONT"))).isTrue();
      assertThat(within(second)).isEqualTo("CONT");
    }
  }

  @Test
  void aSignalThatComesBeforeAnybodyWaitsIsKept() throws Exception {
    try (SignalEvents signals = Signals.listen("WINCH")) {
      send("WINCH");
      assertThat(one.run(signals::next)).isEqualTo("WINCH");
    }
  }

  @Test
  void theSameSignalWaitsOnce() throws Exception {
    try (SignalEvents signals = Signals.listen("WINCH")) {
      signals.arrived("WINCH");
      signals.arrived("WINCH");
      assertThat(one.run(signals::next)).isEqualTo("WINCH");
      assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(20), signals::next)))
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void aDeadlineEndsTheWaitAndLosesNoSignal() throws Exception {
    try (SignalEvents signals = Signals.listen("WINCH")) {
      assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(20), signals::next)))
          .hasCauseInstanceOf(TimeoutException.class)
          .hasRootCauseInstanceOf(CancelledException.class);
      send("WINCH");
      assertThat(one.run(signals::next)).isEqualTo("WINCH");
    }
  }

  @Test
  void closingEndsTheWaitAndGivesTheSignalBack() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    try (Registration _ = Signals.on("WINCH", before::countDown)) {
      SignalEvents signals = Signals.listen("WINCH");
      CompletableFuture<String> waiting = one.start(signals::next);
      signals.close();
      assertThatThrownBy(() -> within(waiting)).hasCauseInstanceOf(IllegalStateException.class);
      send("WINCH");
      before.await();
    }
  }

  @Test
  void aListenerForAWrongSignalTakesNoneOfTheOthers() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    try (Registration _ = Signals.on("WINCH", before::countDown)) {
      assertThatThrownBy(() -> Signals.listen("WINCH", "NOSUCH"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NOSUCH");
      send("WINCH");
      before.await();
    }
  }
}
