package dev.outrigger.http.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.UnixClient;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sockets that somebody else opened, and has still. */
@ExtendWith(NoLeaks.class)
class InheritedTest {
  private static final int F_SETFL = 4;

  private final EventLoops loops = EventLoops.builder().transport(Transport.EPOLL).start();
  private final CompletableFuture<SocketAddress> acceptedByOwner = new CompletableFuture<>();

  @AfterEach
  void stop() {
    loops.close();
  }

  /** The owner's end; it accepts nothing before it is told to. */
  private Channel owner(boolean unix, SocketAddress address) {
    return new ServerBootstrap()
        .group(loops.netty())
        .channel(unix ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                acceptedByOwner.complete(channel.localAddress());
                var _ = channel.close();
              }
            })
        .bind(address)
        .syncUninterruptibly()
        .channel();
  }

  private Channel owner() {
    return owner(false, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @SuppressWarnings("restricted") // the tests have it enabled
  private static int call(String name, Object... arguments) {
    MemoryLayout[] ints = new MemoryLayout[arguments.length];
    Arrays.fill(ints, JAVA_INT);
    Linker linker = Linker.nativeLinker();
    Linker.Option[] options =
        name.equals("fcntl")
            ? new Linker.Option[] {Linker.Option.firstVariadicArg(2)}
            : new Linker.Option[] {};
    try {
      return (int)
          linker
              .downcallHandle(
                  linker.defaultLookup().find(name).orElseThrow(),
                  FunctionDescriptor.of(JAVA_INT, ints),
                  options)
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Another descriptor of the same socket, as another process would have it. */
  private static int another(Channel owner) {
    return call("dup", ((UnixChannel) owner).fd().intValue());
  }

  private HttpServer.Builder server() {
    return HttpServer.builder(loops, request -> HttpResponse.text(200, "ok"));
  }

  private static String refusal(HttpServer.Builder options) {
    return String.valueOf(
        catchThrowableOfType(BindFailedException.class, () -> options.start().close())
            .getMessage());
  }

  @Test
  void aTcpSocketIsServed() throws Exception {
    Channel owner = owner();
    try (HttpServer server = server().bindInherited(another(owner)).start();
        RawClient client = new RawClient((InetSocketAddress) owner.localAddress())) {
      assertThat(client.get("/").read().body()).isEqualTo("ok");
      assertThat(server.address()).isEqualTo(owner.localAddress());
    }
  }

  @Test
  void aUnixSocketIsServed(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("given.sock");
    Channel owner = owner(true, new DomainSocketAddress(path.toString()));
    try (HttpServer server = server().bindInherited(another(owner)).start();
        SocketChannel client = UnixClient.connect(UnixDomainSocketAddress.of(path))) {
      assertThat(UnixClient.ask(client)).endsWith("ok");
      assertThat(server.addresses()).containsExactly(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    owner.close().syncUninterruptibly();
  }

  @Test
  void whoComesAfterItsEndIsTheOwners() throws Exception {
    Channel owner = owner();
    HttpServer server = server().bindInherited(another(owner)).start();
    assertThat(server.stop(Duration.ofSeconds(10))).isTrue();
    try (RawClient _ = new RawClient((InetSocketAddress) owner.localAddress())) {
      owner.config().setAutoRead(true);
      assertThat(acceptedByOwner.get(10, TimeUnit.SECONDS)).isEqualTo(owner.localAddress());
      assertThat(server.statistics().connectionsAccepted()).isZero();
    }
  }

  @Test
  void aClientThatAsksAgainSoonIsToldWithItsAnswerToComeAgainToWhoeverFollows() throws Exception {
    Channel owner = owner();
    HttpServer server = server().bindInherited(another(owner)).start();
    try (RawClient silent = new RawClient(server.address());
        RawClient client = new RawClient(server.address())) {
      assertThat(client.get("/").read().closes()).isFalse();
      Thread stop = Thread.ofPlatform().start(() -> server.stop(Duration.ofSeconds(60)));
      // Whoever has never asked is closed after a second: by then the other was looked at as well.
      silent.readToEndOrReset();
      assertThat(client.get("/").read().closes()).isTrue();
      stop.join();
    }
  }

  @Test
  void aReplacementIsServedByTheSameSocket() throws Exception {
    Channel owner = owner();
    for (int i = 0; i < 3; i++) {
      try (HttpServer _ = server().bindInherited(another(owner)).start();
          RawClient client = new RawClient((InetSocketAddress) owner.localAddress())) {
        assertThat(client.get("/").read().body()).isEqualTo("ok");
      }
    }
  }

  @Test
  void aSocketThatBlocksDoesNotBlockTheLoop() throws Exception {
    Channel owner = owner();
    int descriptor = another(owner);
    assertThat(call("fcntl", descriptor, F_SETFL, 0)).isZero();
    try (HttpServer server = server().bindInherited(descriptor).start()) {
      for (int i = 0; i < 3; i++) {
        try (RawClient client = new RawClient(server.address())) {
          assertThat(client.get("/").read().body()).isEqualTo("ok");
        }
      }
    }
  }

  @Test
  void aDescriptorThatIsNotOpenIsNamed() {
    assertThat(refusal(server().bindInherited(9999)))
        .isEqualTo(
            "cannot listen on descriptor 9999: descriptor 9999 is not open; was it passed on to this process?");
  }

  @Test
  void aDescriptorThatIsNoSocketIsNamed() {
    assertThat(refusal(server().bindInherited(0)))
        .startsWith("cannot listen on descriptor 0: descriptor 0 is no socket, but ");
  }

  @Test
  void aSocketThatDoesNotListenIsNamed() throws Exception {
    Socket socket = Socket.newSocketStream();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(refusal(server().bindInherited(socket.intValue())))
          .endsWith("descriptor " + socket.intValue() + " is a socket that does not listen");
    } finally {
      socket.close();
    }
  }

  @Test
  void aSocketOfAnotherKindIsNamed() throws Exception {
    Socket socket = Socket.newSocketDgram();
    try {
      assertThat(refusal(server().bindInherited(socket.intValue())))
          .endsWith("descriptor " + socket.intValue() + " is a socket, but neither TCP nor Unix");
    } finally {
      socket.close();
    }
  }

  @Test
  void itNeedsEpoll() {
    try (EventLoops nio = EventLoops.builder().transport(Transport.NIO).start()) {
      assertThat(
              refusal(HttpServer.builder(nio, _ -> HttpResponse.text(200, "ok")).bindInherited(3)))
          .isEqualTo(
              "cannot listen on descriptor 3: an inherited socket needs Transport.EPOLL, but the loops have NIO");
    }
  }
}
