package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class UnixAndUdpTest {
  @Parameter TaskBackend backend;
  @TempDir Path directory;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private String path() {
    return directory.resolve("socket").toString();
  }

  private static String talkOver(String path) throws Exception {
    try (UnixListener listener = UnixListener.bind(path);
        SocketStream client = UnixStream.connect(path);
        SocketStream served = listener.accept()) {
      client.write("question".getBytes(US_ASCII));
      assertThat(served.readExactly(8)).asString(US_ASCII).isEqualTo("question");
      served.write("answer".getBytes(US_ASCII));
      served.closeOutput();
      return new String(client.readAll(100), US_ASCII);
    }
  }

  @Test
  void everyTransportTalksOverAUnixSocket() throws Exception {
    for (Transport transport : Transport.values()) {
      if (transport.isAvailable()) {
        try (OnOneLoop other =
            new OnOneLoop(
                EventLoops.builder().name("t").transport(transport).tasks(backend).start())) {
          assertThat(other.run(() -> talkOver(path()))).as("%s", transport).isEqualTo("answer");
          assertThat(Path.of(path())).doesNotExist();
        }
      }
    }
  }

  @Test
  void anAbstractNameNeedsNoFile() throws Exception {
    String name = "@outrigger-" + ProcessHandle.current().pid();
    assertThat(one.run(() -> talkOver(name))).isEqualTo("answer");
  }

  @Test
  void halfAUnixSocketIsClosedAndTheOtherGoesOn() throws Exception {
    String heard =
        one.run(() -> {
          try (UnixListener listener = UnixListener.bind(path());
              SocketStream client = UnixStream.connect(path());
              SocketStream served = listener.accept()) {
            client.closeOutput();
            assertThat(served.readAll(100)).isEmpty();
            served.write("answer".getBytes(US_ASCII));
            return new String(client.readExactly(6), US_ASCII);
          }
        });
    assertThat(heard).isEqualTo("answer");
  }

  @Test
  void onlyTheOwnerMayConnectByDefault() throws Exception {
    String seen =
        one.run(() -> {
          try (UnixListener listener = UnixListener.bind(path())) {
            return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(listener.path())));
          }
        });
    assertThat(seen).isEqualTo("rw-------");
  }

  @Test
  void aSocketThatNobodyListensOnIsReplaced() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path()));
    }
    assertThat(Path.of(path())).exists();
    assertThatThrownBy(() -> one.run(() -> UnixStream.connect(path())))
        .hasCauseInstanceOf(ConnectException.class)
        .hasMessageContaining("cannot connect to " + path());
    assertThat(one.run(() -> talkOver(path()))).isEqualTo("answer");
  }

  @Test
  void aSocketThatSomebodyListensOnAndAnOrdinaryFileAreNot() throws Exception {
    try (ServerSocketChannel alive = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      alive.bind(UnixDomainSocketAddress.of(path()));
      assertThatThrownBy(() -> one.run(() -> UnixListener.bind(path())))
          .hasCauseInstanceOf(BindException.class)
          .hasMessageContaining("another process listens there");
    }
    Path file = Files.writeString(directory.resolve("file"), "precious");
    assertThatThrownBy(() -> one.run(() -> UnixListener.bind(file.toString())))
        .hasCauseInstanceOf(BindException.class)
        .hasMessageContaining("no socket");
    assertThat(file).hasContent("precious");
  }

  // ---- UDP

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  @Test
  void packetsGoThereAndBackOnEveryTransport() throws Exception {
    for (Transport transport : Transport.values()) {
      if (transport.isAvailable()) {
        try (OnOneLoop other =
            new OnOneLoop(
                EventLoops.builder().name("t").transport(transport).tasks(backend).start())) {
          assertThat(other.run(UnixAndUdpTest::pingPong)).as("%s", transport).isEqualTo("pong");
        }
      }
    }
  }

  private static String pingPong() throws Exception {
    try (UdpSocket server = UdpSocket.bind(0);
        UdpSocket client = UdpSocket.connect(server.localAddress())) {
      client.send(bytes("ping"));
      Datagram ping = server.receive();
      assertThat(ping.bytes()).asString(US_ASCII).isEqualTo("ping");
      assertThat(ping.peer()).isEqualTo(client.localAddress());
      server.send(new Datagram(bytes("pong"), ping.peer()));
      return new String(client.receive().bytes(), US_ASCII);
    }
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (UdpSocket receiver = one.run(() -> UdpSocket.bind(any, 3));
        UdpSocket sender = one.run(() -> UdpSocket.connect(receiver.localAddress()))) {
      one.run(() -> {
        for (int i = 0; i < 10; i++) {
          sender.send(new byte[] {(byte) i});
        }
        return true;
      });
      Eventually.isTrue(() -> receiver.dropped() == 7);
      assertThat(one.run(receiver::receive).bytes()).containsExactly(0);
      assertThat(one.run(receiver::receive).bytes()).containsExactly(1);
      assertThat(one.run(receiver::receive).bytes()).containsExactly(2);
    }
  }

  @Test
  void aPacketThatIsTooLongIsAnError() throws Exception {
    try (UdpSocket socket = one.run(() -> UdpSocket.bind(0))) {
      Datagram huge = new Datagram(new byte[70_000], socket.localAddress());
      assertThatThrownBy(() ->
              one.run(() -> {
                socket.send(huge);
                return true;
              }))
          .hasCauseInstanceOf(SocketException.class)
          .hasMessageContaining("cannot send from");
    }
  }

  @Test
  void aCancelledReceiveLosesNoPacketAndACloseEndsTheWait() throws Exception {
    UdpSocket socket = one.run(() -> UdpSocket.bind(0));
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(50), socket::receive)))
        .hasCauseInstanceOf(TimeoutException.class);
    one.run(() -> {
      socket.send(new Datagram(bytes("late"), socket.localAddress()));
      return true;
    });
    assertThat(one.run(socket::receive).bytes()).asString(US_ASCII).isEqualTo("late");
    CompletableFuture<Datagram> waiting = one.start(socket::receive);
    assertThat(Eventually.staysOpen(waiting)).isTrue();
    socket.close();
    assertThatThrownBy(() -> Eventually.get(waiting)).hasCauseInstanceOf(SocketException.class);
  }
}
