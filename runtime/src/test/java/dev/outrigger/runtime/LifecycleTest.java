package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.runtime.Lifecycle.State;
import dev.outrigger.runtime.stream.ServeOptions;
import dev.outrigger.runtime.stream.SocketStream;
import dev.outrigger.runtime.stream.TcpServer;
import dev.outrigger.runtime.stream.TcpStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever can be asked to end goes through the same states. */
@Timeout(60)
class LifecycleTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  static boolean spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static ProcessPool pool() {
    return ProcessPool.builder().name("lifecycle").size(1).build();
  }

  @Test
  void aPoolThatDrainsGoesFromAcceptingToEnded() throws Exception {
    try (ProcessPool pool = pool()) {
      Lifecycle lifecycle = Lifecycle.of(pool);
      assertThat(lifecycle.state()).isEqualTo(State.ACCEPTING);
      assertThat(lifecycle.drain(LONG)).isTrue();
      assertThat(lifecycle.state()).isEqualTo(State.ENDED);
      assertThatThrownBy(() -> pool.submit(LifecycleTest::spin)).isNotNull();
    }
  }

  @Test
  void aPoolThatDoesNotEndInTimeIsAborted() throws Exception {
    try (ProcessPool pool = pool()) {
      Lifecycle lifecycle = Lifecycle.of(pool);
      PoolTask<Boolean> endless = pool.submit(LifecycleTest::spin);
      lifecycle.stopAccepting();
      assertThat(lifecycle.state()).isEqualTo(State.FINISHING);
      assertThat(lifecycle.stop(Duration.ofMillis(20))).isFalse();
      assertThat(lifecycle.state()).isEqualTo(State.ENDED);
      assertThat(endless.isDone()).isTrue();
    }
  }

  @Test
  void aTcpServerFinishesItsConnectionsAndHasEnded() throws Exception {
    List<State> seen = new ArrayList<>();
    Outrigger.run(group -> {
      CountDownLatch served = new CountDownLatch(1);
      CountDownLatch mayEnd = new CountDownLatch(1);
      TcpServer server =
          TcpServer.bind(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ServeOptions.defaults());
      Task<Boolean> serving =
          group.spawn(
              "server",
              () -> {
                server.serve(_ -> {
                  served.countDown();
                  mayEnd.await();
                });
                return true;
              });
      try (SocketStream _ =
          TcpStream.connect(server.address().getHostString(), server.address().getPort())) {
        served.await();
        seen.add(server.state());
        server.stopAccepting();
        seen.add(server.state());
        mayEnd.countDown();
        assertThat(server.drain(LONG)).isTrue();
        seen.add(server.state());
        server.abort();
        seen.add(server.state());
      }
      return serving.join();
    });
    assertThat(seen).containsExactly(State.ACCEPTING, State.FINISHING, State.ENDED, State.ENDED);
  }
}
