package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The sentence that this project stands for. How quick the answers are is measured by {@code
 * ./outrigger bench ping}: here clients and server share one JVM.
 */
class LightBesideHeavyTest {
  private static final int HEAVY = 64;
  private static final int WORKERS = 2;

  /** Minutes of computing. */
  private static final String ENDLESS = "/fib/50";

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void pingsAreAnsweredWhile64ClientsKeepEveryWorkerBusy(TaskBackend backend) throws Exception {
    List<Socket> clients = new ArrayList<>();
    try (Demo demo = Demo.start(backend)) {
      for (int i = 0; i < HEAVY; i++) {
        clients.add(demo.clientThatAsked(ENDLESS));
      }
      Await.until(
          "all workers are busy",
          () -> demo.pool().busy() == WORKERS && demo.pool().queued() == HEAVY - WORKERS);
      for (int i = 0; i < 500; i++) {
        assertThat(demo.get("/ping").body()).isEqualTo("pong");
      }
      assertThat(demo.pool().queued()).isEqualTo(HEAVY - WORKERS);
      assertThat(demo.pool().completed()).isZero();

      for (Socket client : clients) {
        client.close();
      }
      Await.until("nobody computes for those who left", () -> demo.pool().cancelled() == HEAVY);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }
}
