package dev.outrigger.http.entrance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.http3.Http3Listener;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.secure.LiveTls;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.socket.Given;
import dev.outrigger.http.socket.Listener;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.EventLoops;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody has the UDP port of the number that TCP was given, or takes it in between. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class SameNumberTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private static Path directory;

  private static LiveTls tls;

  private final EventLoops loops = EventLoops.builder().start();
  private final LoopWaits waits = new LoopWaits(loops);
  private final List<DatagramSocket> others = new ArrayList<>();
  private int rivals;

  @BeforeAll
  static void sign() throws Exception {
    tls =
        LiveTls.load(
            ServerTls.of(new Pki(directory).sign("site", "localhost").identity()),
            List.of("http/1.1"),
            List.of(Runnable::run));
  }

  @AfterAll
  static void release() {
    tls.close();
  }

  @AfterEach
  void close() {
    others.forEach(DatagramSocket::close);
    loops.close();
  }

  private SameNumber open(int port) {
    Place place = new Place.Tcp(new InetSocketAddress(LOOPBACK, port));
    Supplier<Listener> tcp =
        () -> Listener.open(place, Given.NOTHING, loops, waits, new ChannelInboundHandlerAdapter());
    return SameNumber.open(place, tcp, this::listenOnUdp);
  }

  private Http3Listener listenOnUdp(InetSocketAddress address) {
    if (rivals > 0) {
      rivals--;
      beforehand(address);
    }
    EventLoop netty = loops.netty().next();
    Limits limits = Limits.defaults();
    Admission admission = new Admission(limits);
    ServerLoop home =
        new ServerLoop(
            loops.of(netty), netty, request -> HttpResponse.text(200, ""), limits, admission);
    return Http3Listener.open(address, loops, waits, admission, Map.of(netty, home), tls);
  }

  /** Or a rival from before has this number already, by chance. */
  private void beforehand(InetSocketAddress address) {
    try {
      others.add(new DatagramSocket(address));
    } catch (BindException e) {
      assertThat(e).hasMessageContaining("in use");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nobody listens on TCP where UDP's port was another's. */
  private void expectLetGo() {
    for (DatagramSocket other : others) {
      assertThatThrownBy(() -> new Socket(LOOPBACK, other.getLocalPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anotherNumberIsTriedWhereAnyWillDo() throws Exception {
    rivals = 5;
    SameNumber both = open(0);
    try {
      int port = ((InetSocketAddress) both.tcp().address()).getPort();
      assertThat(rivals).isZero();
      assertThat(others).isNotEmpty();
      assertThat(others).extracting(DatagramSocket::getLocalPort).doesNotContain(port);
      assertThat(both.udp().alternative()).isEqualTo("h3=\":" + port + "\"; ma=86400");
      assertThatThrownBy(() -> new DatagramSocket(port, LOOPBACK).close())
          .isInstanceOf(IOException.class);
      expectLetGo();
    } finally {
      both.udp().close();
      both.tcp().close();
    }
  }

  @Test
  void itIsNotTriedForEver() {
    rivals = Integer.MAX_VALUE;
    assertThatThrownBy(() -> open(0))
        .isInstanceOf(BindFailedException.class)
        .hasMessageMatching("cannot listen on UDP 127.0.0.1:[0-9]+ for HTTP/3: .*in use.*");
    assertThat(rivals).isEqualTo(Integer.MAX_VALUE - 16);
    expectLetGo();
  }

  @Test
  void aNumberThatWasAskedForIsTheOnlyOne() throws Exception {
    rivals = Integer.MAX_VALUE;
    int port = freeBelowThoseOfClients();
    assertThatThrownBy(() -> open(port))
        .isInstanceOf(BindFailedException.class)
        .hasMessageStartingWith("cannot listen on UDP 127.0.0.1:" + port + " for HTTP/3: ");
    assertThat(others).hasSize(1);
    expectLetGo();
  }

  private static int freeBelowThoseOfClients() throws IOException {
    for (int port = 20_000; ; port++) {
      try (ServerSocket _ = new ServerSocket(port, 1, LOOPBACK);
          DatagramSocket _ = new DatagramSocket(port, LOOPBACK)) {
        return port;
      } catch (IOException e) {
        if (port == 30_000) {
          throw e;
        }
      }
    }
  }
}
