package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's socket pollers are no one's loop. Each case needs a JVM that has not polled yet. */
@Timeout(60)
class PollersTest {

  @Test
  void aBusyLoopDoesNotStallTheBlockingSocketsOfAnother() throws Exception {
    OtherJvm jvm = OtherJvm.run(FirstReadOnALoop.class, LoopCarriedThreads.FLAG);
    assertThat(jvm.output()).contains("the other loop read its byte");
    assertThat(jvm.exitCode()).isZero();
  }

  /** Loop 0 is the first to block on a socket and is then kept busy; loop 1 reads meanwhile. */
  static final class FirstReadOnALoop {
    private FirstReadOnALoop() {}

    public static void main(String[] args) throws Exception {
      try (EventLoops loops = EventLoops.builder().count(2).start()) {
        TaskGroup.run(
            group -> group.spawnOn(loops.loop(0), "first", FirstReadOnALoop::echoOneByte).join());
        AtomicBoolean busy = new AtomicBoolean(true);
        CountDownLatch spinning = new CountDownLatch(1);
        loops
            .loop(0)
            .execute(() -> {
              spinning.countDown();
              while (busy.get()) {
                Thread.onSpinWait();
              }
            });
        spinning.await();
        TaskGroup.run(
            group -> group.spawnOn(loops.loop(1), "second", FirstReadOnALoop::echoOneByte).join());
        System.out.println("the other loop read its byte");
        busy.set(false);
      }
    }

    private static int echoOneByte() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket accepted = server.accept()) {
        Thread.ofPlatform()
            .start(() -> {
              try {
                // Late enough that the reader is parked in the poller by then.
                Thread.sleep(100);
                client.getOutputStream().write(7);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
        return accepted.getInputStream().read();
      }
    }
  }
}
