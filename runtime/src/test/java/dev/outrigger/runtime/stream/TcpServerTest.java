package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
class TcpServerTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @SuppressWarnings("NullAway.Init") // by each test
  private TcpServer server;

  @SuppressWarnings("NullAway.Init") // by each test
  private CompletableFuture<Boolean> over;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() throws Exception {
    server.close();
    Eventually.get(over.exceptionally(_ -> false));
    one.close();
  }

  private void serve(ServeOptions options, TcpServer.Handler handler) throws Exception {
    server = one.run(() -> TcpServer.bind(ANY, options));
    over =
        one.start(() -> {
          server.serve(handler);
          return true;
        });
  }

  private static void echo(SocketStream stream) throws Exception {
    for (byte[] some = stream.readSome(8192); some.length > 0; some = stream.readSome(8192)) {
      stream.write(some);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String exchange(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return new String(socket.getInputStream().readNBytes(text.length()), US_ASCII);
  }

  @Test
  void eachConnectionIsServedAndEndsWithItsHandler() throws Exception {
    serve(ServeOptions.defaults(), TcpServerTest::echo);
    try (Socket first = connect();
        Socket second = connect()) {
      assertThat(exchange(first, "one")).isEqualTo("one");
      assertThat(exchange(second, "two")).isEqualTo("two");
      assertThat(server.connections()).isEqualTo(2);
      first.shutdownOutput();
      assertThat(first.getInputStream().read()).isEqualTo(-1);
      Eventually.isTrue(() -> server.connections() == 1);
    }
  }

  @Test
  void aHandlerThatFailsEndsItsOwnConnectionOnly() throws Exception {
    serve(
        ServeOptions.defaults(),
        stream -> {
          if (stream.readExactly(1)[0] == 'x') {
            throw new IllegalStateException("meant to fail");
          }
          echo(stream);
        });
    try (Socket good = connect();
        Socket bad = connect()) {
      bad.getOutputStream().write('x');
      assertThat(bad.getInputStream().read()).isEqualTo(-1);
      good.getOutputStream().write('g');
      assertThat(exchange(good, "a")).isEqualTo("a");
    }
  }

  @Test
  void anErrorOfALibraryEndsItsOwnConnectionOnly() throws Exception {
    serve(
        ServeOptions.defaults(),
        stream -> {
          if (stream.readExactly(1)[0] == 'x') {
            throw new ServiceConfigurationError("meant to fail");
          }
          echo(stream);
        });
    try (Socket good = connect();
        Socket bad = connect()) {
      good.getOutputStream().write('g');
      assertThat(exchange(good, "a")).isEqualTo("a");
      bad.getOutputStream().write('x');
      assertThat(bad.getInputStream().read()).isEqualTo(-1);
      assertThat(exchange(good, "b")).isEqualTo("b");
      Eventually.isTrue(() -> server.connections() == 1);
    }
  }

  @Test
  void aConnectionAboveTheLimitWaitsItsTurn() throws Exception {
    serve(ServeOptions.defaults().withConnections(1), TcpServerTest::echo);
    Socket first = connect();
    assertThat(exchange(first, "one")).isEqualTo("one");
    try (Socket second = connect()) {
      second.getOutputStream().write("two".getBytes(US_ASCII));
      second.setSoTimeout(100);
      assertThatThrownBy(() -> second.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(server.connections()).isOne();
      first.close();
      second.setSoTimeout(20_000);
      assertThat(second.getInputStream().readNBytes(3)).asString(US_ASCII).isEqualTo("two");
    }
  }

  @Test
  void aDrainLetsAConnectionEndAndClosesIdleOnes() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    serve(
        ServeOptions.defaults(),
        stream -> {
          if (stream.readExactly(1)[0] == 'b') {
            busy.countDown();
            goOn.await();
            stream.write("done".getBytes(US_ASCII));
          } else {
            stream.write(new byte[] {'i'});
            echo(stream);
          }
        });
    try (Socket idle = connect();
        Socket working = connect()) {
      assertThat(exchange(idle, "i")).isEqualTo("i");
      working.getOutputStream().write('b');
      busy.await();
      CompletableFuture<Boolean> drained = one.start(() -> server.drain(PATIENCE));
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(drained).isNotDone();
      goOn.countDown();
      assertThat(working.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("done");
      assertThat(Eventually.get(drained)).isTrue();
      assertThat(Eventually.get(over)).isTrue();
    }
  }

  @Test
  void aDrainTellsOfAConnectionThatDoesNotEndAndAnAbortEndsIt() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    serve(
        ServeOptions.defaults(),
        stream -> {
          assertThat(stream.readExactly(1)).hasSize(1);
          busy.countDown();
          new CountDownLatch(1).await();
        });
    try (Socket stuck = connect()) {
      stuck.getOutputStream().write('x');
      busy.await();
      assertThat(one.run(() -> server.drain(Duration.ofMillis(100)))).isFalse();
      assertThat(server.connections()).isOne();
      server.abort();
      assertThat(Eventually.get(over)).isTrue();
      assertThat(server.connections()).isZero();
      assertThatThrownBy(() -> stuck.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void nobodyConnectsAfterTheServerStoppedAccepting() throws Exception {
    serve(ServeOptions.defaults(), TcpServerTest::echo);
    try (Socket served = connect()) {
      assertThat(exchange(served, "one")).isEqualTo("one");
      server.stopAccepting();
      Eventually.isTrue(this::refuses);
      assertThat(exchange(served, "two")).isEqualTo("two");
    }
    assertThat(Eventually.get(over)).isTrue();
  }

  private boolean refuses() {
    try (Socket late = connect()) {
      return !late.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  @Test
  void cancellingTheScopeAroundEndsAllConnections() throws Exception {
    server = one.run(() -> TcpServer.bind(ANY, ServeOptions.defaults()));
    CompletableFuture<TaskGroup> around = new CompletableFuture<>();
    over =
        one.start(() ->
            TaskGroup.run(group -> {
              around.complete(group);
              server.serve(TcpServerTest::echo);
              return true;
            }));
    try (Socket served = connect()) {
      assertThat(exchange(served, "one")).isEqualTo("one");
      boolean _ =
          Eventually.get(around)
              .scope()
              .cancel(new Cancellation(Cancellation.Source.CALLER, "enough"));
      assertThatThrownBy(() -> Eventually.get(over)).hasMessageContaining("enough");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void aServerWhoseLoopWasStoppedEndsAndSaysSo() throws Exception {
    OnOneLoop stopped = OnOneLoop.with(backend);
    server = stopped.run(() -> TcpServer.bind(ANY, ServeOptions.defaults()));
    over =
        one.start(() -> {
          server.serve(TcpServerTest::echo);
          return true;
        });
    stopped.close();
    assertThatThrownBy(() -> Eventually.get(over)).hasStackTraceContaining("cannot accept on");
  }

  @Test
  void connectionsSpreadOverSeveralLoops() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (EventLoops loops = EventLoops.builder().name("spread").count(3).tasks(backend).start()) {
      server = one.run(() -> TcpServer.bind(ANY, ServeOptions.defaults(), loops));
      over =
          one.start(() -> {
            server.serve(stream -> {
              seen.add(Loop.current().orElseThrow().name());
              echo(stream);
            });
            return true;
          });
      for (int i = 0; i < 3; i++) {
        try (Socket socket = connect()) {
          assertThat(exchange(socket, "hello")).isEqualTo("hello");
        }
      }
      assertThat(seen).containsExactlyInAnyOrder("spread-0", "spread-1", "spread-2");
      assertThat(one.run(() -> server.drain(PATIENCE))).isTrue();
    }
  }

  @Test
  void aThousandConnectionsOfOneLoopAreEchoed() throws Exception {
    serve(ServeOptions.defaults(), TcpServerTest::echo);
    AtomicInteger echoed = new AtomicInteger();
    CountDownLatch allAreOpen = new CountDownLatch(1_000);
    one.run(() ->
        TaskGroup.run(group -> {
          for (int i = 0; i < 1_000; i++) {
            byte[] message = "message %04d".formatted(i).getBytes(US_ASCII);
            var _ =
                group.spawn(
                    "client " + i,
                    () -> {
                      try (SocketStream stream = TcpStream.connect(server.address())) {
                        allAreOpen.countDown();
                        allAreOpen.await();
                        for (int round = 0; round < 5; round++) {
                          stream.write(message);
                          if (Arrays.equals(stream.readExactly(message.length), message)) {
                            echoed.incrementAndGet();
                          }
                        }
                      }
                      return true;
                    });
          }
          return true;
        }));
    assertThat(echoed).hasValue(5_000);
  }

  @Test
  void everyTransportServesTcp() throws Exception {
    serve(ServeOptions.defaults(), TcpServerTest::echo);
    for (Transport transport : Transport.values()) {
      if (transport.isAvailable()) {
        try (OnOneLoop other =
            new OnOneLoop(
                EventLoops.builder().name("t").transport(transport).tasks(backend).start())) {
          assertThat(other.run(this::echoOneMegabyteAndHalfClose)).isEqualTo(1_000_000);
        }
      }
    }
  }

  private int echoOneMegabyteAndHalfClose() throws Exception {
    try (TcpListener listener = TcpListener.bind(0)) {
      return TaskGroup.run(group -> {
        var _ =
            group.spawn(
                "echo",
                () -> {
                  try (SocketStream served = listener.accept()) {
                    echo(served);
                  }
                  return true;
                });
        try (SocketStream stream = TcpStream.connect(listener.address())) {
          var _ =
              group.spawn(
                  "write",
                  () -> {
                    stream.write(new byte[1_000_000]);
                    stream.closeOutput();
                    return true;
                  });
          return stream.readAll(2_000_000).length;
        }
      });
    }
  }
}
