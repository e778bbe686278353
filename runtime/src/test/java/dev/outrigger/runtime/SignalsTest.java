package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalsTest {

  @Test
  void anActionRunsAtEachArrivalOfItsSignal() throws Exception {
    CountDownLatch arrivals = new CountDownLatch(2);
    try (Registration on = Signals.on("WINCH", arrivals::countDown)) {
      assertThat(on).isNotNull();
      send("WINCH");
      while (arrivals.getCount() == 2) {
        Thread.onSpinWait();
      }
      send("WINCH");
      assertThat(arrivals.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aSignalThatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Signals.on("NOSUCH", () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NOSUCH");
  }

  @Test
  void aProcessMaySendASignalToItself() throws Exception {
    CountDownLatch arrival = new CountDownLatch(1);
    try (Registration _ = Signals.on("WINCH", arrival::countDown)) {
      Signals.raise("WINCH");
      assertThat(arrival.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void send(String signal) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }
}
