package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
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
class TcpStreamTest {
  private static final Duration SOON = Duration.ofMillis(100);

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

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static TcpOptions to(String... addresses) {
    List<InetAddress> all = List.of(addresses).stream().map(TcpStreamTest::address).toList();
    return TcpOptions.defaults().resolvedBy(_ -> all);
  }

  private String greeting(String host, int port, TcpOptions options) throws Exception {
    return one.run(() -> {
      try (SocketStream stream = TcpStream.connect(host, port, options)) {
        return new String(stream.readExactly(5), US_ASCII);
      }
    });
  }

  // ---- connecting

  @Test
  void aNameIsLookedUpAndConnectedTo() throws Exception {
    try (Peer peer = new Peer()) {
      CompletableFuture<String> greeted =
          one.start(() -> {
            try (SocketStream stream = TcpStream.connect("localhost", peer.port())) {
              return new String(stream.readExactly(5), US_ASCII);
            }
          });
      peer.send("hello");
      assertThat(Eventually.get(greeted)).isEqualTo("hello");
    }
  }

  @Test
  void aRefusedConnectionNamesHostAddressAndReason() throws Exception {
    int port = freePort();
    assertThatThrownBy(
            () -> one.run(() -> TcpStream.connect("service.test", port, to("127.0.0.1", "::1"))))
        .hasCauseInstanceOf(ConnectException.class)
        .hasMessageContaining("cannot connect to service.test:" + port)
        .hasMessageContaining("127.0.0.1:" + port + ": Connection refused")
        .hasMessageContaining("[0:0:0:0:0:0:0:1]:" + port + ": Connection refused");
  }

  @Test
  void anAddressThatRefusesIsFollowedByTheNextAtOnce() throws Exception {
    try (Peer peer = new Peer()) {
      TcpOptions patient = to("127.0.0.9", "127.0.0.1").staggeredBy(Duration.ofMinutes(10));
      CompletableFuture<String> greeted =
          CompletableFuture.supplyAsync(
              () -> quietly(() -> greeting("x.test", peer.port(), patient)));
      peer.send("hello");
      assertThat(Eventually.get(greeted)).isEqualTo("hello");
    }
  }

  @Test
  void anAddressThatIsSilentIsOvertakenAfterTheStagger() throws Exception {
    try (BlackHole silent = new BlackHole("127.0.0.9");
        ServerSocket answering =
            new ServerSocket(silent.port(), 5, InetAddress.ofLiteral("127.0.0.1"))) {
      TcpOptions options = to("127.0.0.9", "127.0.0.1").staggeredBy(SOON);
      long begin = System.nanoTime();
      SocketStream won = one.run(() -> TcpStream.connect("x.test", silent.port(), options));
      assertThat(((InetSocketAddress) won.remoteAddress()).getAddress())
          .isEqualTo(address("127.0.0.1"));
      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SOON.toNanos());
      assertThat(answering.isBound()).isTrue();
      won.abort();
    }
  }

  @Test
  void whenNobodyAnswersTheConnectTimeOutNamesHostAndTime() throws Exception {
    try (BlackHole silent = new BlackHole("127.0.0.9")) {
      TcpOptions options = to("127.0.0.9").connectWithin(SOON);
      assertThatThrownBy(() -> one.run(() -> TcpStream.connect("x.test", silent.port(), options)))
          .hasCauseInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining(
              "cannot connect to x.test:" + silent.port() + " within 100 ms: no address answered");
    }
  }

  @Test
  void aCancelledConnectEndsAtOnceAndLeavesNoSocket() throws Exception {
    try (BlackHole silent = new BlackHole("127.0.0.9")) {
      assertThatThrownBy(() ->
              one.run(() ->
                  Scope.timeout(
                      SOON, () -> TcpStream.connect("x.test", silent.port(), to("127.0.0.9")))))
          .hasCauseInstanceOf(TimeoutException.class);
      Eventually.isTrue(() -> silent.isLeftAlone());
    }
  }

  @Test
  void theLosersOfARaceAreClosed() throws Exception {
    try (Peer first = new Peer();
        ServerSocket second =
            new ServerSocket(first.port(), 5, InetAddress.ofLiteral("127.0.0.2"))) {
      TcpOptions options = to("127.0.0.1", "127.0.0.2").staggeredBy(Duration.ofNanos(1));
      SocketStream won = one.run(() -> TcpStream.connect("x.test", first.port(), options));
      // Whichever came too late meets an end; the winner's side meets none.
      boolean firstWon =
          ((InetSocketAddress) won.remoteAddress()).getAddress().equals(address("127.0.0.1"));
      second.setSoTimeout(200);
      int atTheEnd = firstWon ? endOf(second) : first.socket().getInputStream().read();
      assertThat(atTheEnd).isEqualTo(-1);
      won.abort();
    }
  }

  /** One that gave up before it was accepted counts as ended. */
  private static int endOf(ServerSocket listener) throws IOException {
    try (java.net.Socket loser = listener.accept()) {
      loser.setSoTimeout(20_000);
      return loser.getInputStream().read();
    } catch (SocketTimeoutException | SocketException gone) {
      return -1;
    }
  }

  @Test
  void familiesAreTriedInTurns() {
    List<InetAddress> order =
        Families.inTurns(
            List.of(
                address("::1"),
                address("::2"),
                address("::3"),
                address("10.0.0.1"),
                address("10.0.0.2")));
    assertThat(order)
        .containsExactly(
            address("::1"),
            address("10.0.0.1"),
            address("::2"),
            address("10.0.0.2"),
            address("::3"));
  }

  @Test
  void aHostWithoutAnAddressIsNamed() {
    assertThatThrownBy(() -> one.run(() -> TcpStream.connect("no-such-host.invalid", 80)))
        .hasCauseInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no-such-host.invalid");
    assertThatThrownBy(() -> one.run(() -> TcpStream.connect("x.test", 80, to())))
        .hasCauseInstanceOf(UnknownHostException.class);
  }

  @Test
  void aPlainThreadIsToldThatAConnectionNeedsALoop() {
    assertThatThrownBy(() -> TcpStream.connect("127.0.0.1", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs a loop to live on");
  }

  @Test
  void timeOutsInTheOptionsCountForTheStream() throws Exception {
    try (Peer peer = new Peer()) {
      TcpOptions options = TcpOptions.defaults().withTimeouts(SOON, SOON);
      assertThatThrownBy(() -> greeting("127.0.0.1", peer.port(), options))
          .hasCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  // ---- listening

  @Test
  void aListenerAcceptsWhatConnects() throws Exception {
    String heard =
        one.run(() -> {
          try (TcpListener listener = TcpListener.bind(0);
              SocketStream client = TcpStream.connect(listener.address());
              SocketStream served = listener.accept()) {
            client.write("hello".getBytes(US_ASCII));
            assertThat(served.remoteAddress()).isEqualTo(client.localAddress());
            return new String(served.readExactly(5), US_ASCII);
          }
        });
    assertThat(heard).isEqualTo("hello");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      assertThatThrownBy(() -> one.run(() -> TcpListener.bind(address, ListenOptions.defaults())))
          .hasCauseInstanceOf(BindException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void closingAListenerEndsTheWaitOfWhoAccepts() throws Exception {
    CompletableFuture<TcpListener> bound = new CompletableFuture<>();
    CompletableFuture<SocketStream> accepting =
        one.start(() -> {
          TcpListener listener = TcpListener.bind(0);
          bound.complete(listener);
          return listener.accept();
        });
    Eventually.get(bound).close();
    assertThatThrownBy(() -> Eventually.get(accepting))
        .hasCauseInstanceOf(SocketException.class)
        .hasMessageContaining("this side has closed it");
  }

  @Test
  void aCancelledAcceptLosesNoConnection() throws Exception {
    String heard =
        one.run(() -> {
          try (TcpListener listener = TcpListener.bind(0)) {
            try {
              Scope.timeout(SOON, listener::accept);
            } catch (TimeoutException expected) {
              // Its request to the loop stands, and serves the next one.
            }
            try (SocketStream client = TcpStream.connect(listener.address());
                SocketStream served = listener.accept()) {
              client.write("hello".getBytes(US_ASCII));
              return new String(served.readExactly(5), US_ASCII);
            }
          }
        });
    assertThat(heard).isEqualTo("hello");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T quietly(java.util.concurrent.Callable<T> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
