package dev.outrigger.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.UnixClient;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server on a Unix socket. */
@ParameterizedClass
@EnumSource(names = {"EPOLL", "NIO"})
@ExtendWith(NoLeaks.class)
class UnixSocketTest {
  @TempDir private Path directory;
  private final Transport transport;

  UnixSocketTest(Transport transport) {
    this.transport = transport;
  }

  private UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(directory.resolve("http.sock"));
  }

  private EventLoops loops() {
    return EventLoops.builder().transport(transport).start();
  }

  private static HttpServer.Builder server(EventLoops loops) {
    return HttpServer.builder(
        loops,
        request ->
            HttpResponse.text(200, request.remote().getClass().getSimpleName() + request.remote()));
  }

  @Test
  void requestsAreAnswered() throws Exception {
    try (EventLoops loops = loops();
        HttpServer server = server(loops).bind(address()).start();
        SocketChannel client = UnixClient.connect(address())) {
      assertThat(UnixClient.ask(client))
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("UnixDomainSocketAddress");
      assertThat(server.addresses()).containsExactly(address());
      assertThat(server).hasToString("http server on unix:" + address());
    }
  }

  @Test
  void theFileIsTheOwnersAloneOrAsAskedFor() throws Exception {
    try (EventLoops loops = loops()) {
      try (HttpServer _ = server(loops).bind(address()).start()) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(address().getPath())))
            .isEqualTo("rw-------");
      }
      Endpoint shared = Endpoint.of(address()).withPermissions("rw-rw----");
      try (HttpServer _ = server(loops).bind(shared).start()) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(address().getPath())))
            .isEqualTo("rw-rw----");
      }
    }
  }

  @Test
  void nothingIsLeftWhenItCloses() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        EventLoops loops = loops()) {
      server(loops).bind(address()).start().close();
      try (var left = Files.list(directory)) {
        assertThat(left).isEmpty();
      }
      logged.expectNothing();
    }
  }

  @Test
  void aSocketThatSomebodyLeftIsReplaced() throws Exception {
    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address()).close();
    assertThat(address().getPath()).exists();
    try (EventLoops loops = loops();
        HttpServer _ = server(loops).bind(address()).start();
        SocketChannel client = UnixClient.connect(address())) {
      assertThat(UnixClient.ask(client)).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aSocketThatIsInUseIsNotTaken() throws Exception {
    try (EventLoops loops = loops();
        HttpServer _ = server(loops).bind(address()).start()) {
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class, () -> server(loops).bind(address()).start().close());
      assertThat(refused)
          .hasMessage(
              "cannot listen on %s: another process listens there; stop that one or choose another path",
              address());
      assertThat(refused.addressInUse()).isTrue();
      try (SocketChannel client = UnixClient.connect(address())) {
        assertThat(UnixClient.ask(client)).startsWith("HTTP/1.1 200 OK");
      }
    }
  }

  @Test
  void aFileThatIsNoSocketIsNotTouched() throws Exception {
    Files.writeString(address().getPath(), "precious");
    try (EventLoops loops = loops()) {
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class, () -> server(loops).bind(address()).start().close());
      assertThat(refused)
          .hasMessage("cannot listen on %s: there is something that is no socket", address());
      assertThat(address().getPath()).hasContent("precious");
    }
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() throws Exception {
    UnixDomainSocketAddress nowhere =
        UnixDomainSocketAddress.of(directory.resolve("missing/http.sock"));
    try (EventLoops loops = loops()) {
      BindFailedException refused =
          catchThrowableOfType(
              BindFailedException.class, () -> server(loops).bind(nowhere).start().close());
      assertThat(refused).hasMessageStartingWith("cannot listen on " + nowhere + ": ");
    }
  }

  @Test
  void whatWaitsInTheLineWhenItDrainsIsAnswered() throws Exception {
    try (EventLoops loops = loops()) {
      HttpServer server = server(loops).bind(address()).start();
      List<SocketChannel> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        SocketChannel client = UnixClient.connect(address());
        int _ =
            client.write(
                ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        clients.add(client);
      }
      Thread stop = Thread.ofVirtual().start(() -> server.stop(Duration.ofSeconds(10)));
      for (SocketChannel client : clients) {
        try (client) {
          assertThat(
                  new String(
                      Channels.newInputStream(client).readAllBytes(), StandardCharsets.US_ASCII))
              .startsWith("HTTP/1.1 200 OK");
        }
      }
      stop.join();
      assertThat(server.statistics().requestsServed()).isEqualTo(50);
      assertThat(server.statistics().connectionsAccepted()).isEqualTo(50);
    }
  }

  @Test
  void aFileThatIsAnothersByNowStays() throws Exception {
    try (EventLoops loops = loops()) {
      HttpServer server = server(loops).bind(address()).start();
      Files.delete(address().getPath());
      Files.writeString(address().getPath(), "another's");
      server.close();
      assertThat(address().getPath()).hasContent("another's");
    }
  }

  @Test
  void severalAddressesHaveOneServer() throws Exception {
    try (EventLoops loops = loops();
        HttpServer server =
            server(loops)
                .bind(address())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .start();
        SocketChannel local = UnixClient.connect(address());
        RawClient first = new RawClient(server.address());
        RawClient second = new RawClient((InetSocketAddress) server.addresses().getLast())) {
      assertThat(UnixClient.ask(local)).endsWith("UnixDomainSocketAddress");
      assertThat(first.get("/").read().body()).startsWith("InetSocketAddress");
      assertThat(second.get("/").read().body()).startsWith("InetSocketAddress");
      assertThat(server.addresses()).doesNotHaveDuplicates().hasSize(3);
      assertThat(server.statistics().connectionsAccepted()).isEqualTo(3);
    }
  }
}
