package dev.outrigger.http.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.ListenerOffer;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.UnixClient;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Listening sockets go from one server to the next; each has loops of its own, as processes do. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class HandOverTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int CLIENTS = 4;

  private final EventLoops before = EventLoops.builder().transport(Transport.EPOLL).start();
  private final EventLoops after = EventLoops.builder().transport(Transport.EPOLL).start();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    before.close();
    after.close();
  }

  private Path where() {
    return directory.resolve("handover.sock");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private HttpServer.Builder older() {
    return HttpServer.builder(before, _ -> HttpResponse.text(200, "old"));
  }

  private HttpServer.Builder newer() {
    return HttpServer.builder(after, _ -> HttpResponse.text(200, "new")).takeOver(where());
  }

  private static String ask(InetSocketAddress server) throws IOException {
    try (RawClient client = new RawClient(server)) {
      return client.get("/").read().body();
    }
  }

  private static String ask(UnixDomainSocketAddress server) throws IOException {
    try (SocketChannel client = UnixClient.connect(server)) {
      String answer = UnixClient.ask(client);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  @Test
  void noClientFindsNeitherServer() throws Exception {
    try (HttpServer old = older().bind(anyPort()).start();
        ListenerOffer offer = old.offerListeners(where())) {
      ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
      AtomicBoolean enough = new AtomicBoolean();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            CompletableFuture.runAsync(
                () -> askUntil(enough, old.address(), answers), Thread::startVirtualThread));
      }
      try (HttpServer next = newer().bind(old.address()).start()) {
        assertThat(offer.awaitTaken()).isTrue();
        assertThat(next.address()).isEqualTo(old.address());
        assertThat(old.stop(LONG)).isTrue();
        answers.clear();
        while (answers.size() < 10 * CLIENTS) {
          Thread.onSpinWait();
        }
        enough.set(true);
        for (CompletableFuture<Void> client : clients) {
          assertThat(client).succeedsWithin(20, TimeUnit.SECONDS);
        }
        // Each may have had its answer just before the old one stopped.
        assertThat(answers).contains("new");
        assertThat(answers.stream().filter("old"::equals).count()).isLessThanOrEqualTo(CLIENTS);
      }
    }
  }

  private static void askUntil(
      AtomicBoolean enough, InetSocketAddress server, ConcurrentLinkedQueue<String> answers) {
    try {
      while (!enough.get()) {
        answers.add(ask(server));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a client found nobody", e);
    }
  }

  @Test
  void aUnixSocketGoesOverToo() throws Exception {
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(directory.resolve("http.sock"));
    try (HttpServer old = older().bind(path).start();
        ListenerOffer offer = old.offerListeners(where());
        HttpServer _ = newer().bind(path).start()) {
      assertThat(offer.awaitTaken()).isTrue();
      assertThat(ask(path)).isEqualTo("new");
      assertThat(old.stop(LONG)).isTrue();
      assertThat(ask(path)).isEqualTo("new");
    }
    assertThat(path.getPath()).doesNotExist();
  }

  @Test
  void allAddressesOfAPortGoOverToo() throws Exception {
    try (HttpServer old = older().bind(new InetSocketAddress(0)).start();
        ListenerOffer offer = old.offerListeners(where())) {
      int port = old.address().getPort();
      try (HttpServer _ = newer().bind(new InetSocketAddress(port)).start()) {
        assertThat(offer.awaitTaken()).isTrue();
        assertThat(old.stop(LONG)).isTrue();
        assertThat(ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
            .isEqualTo("new");
      }
    }
  }

  @Test
  void theFirstServerBindsForItself() throws Exception {
    try (HttpServer first = newer().bind(anyPort()).start()) {
      assertThat(ask(first.address())).isEqualTo("new");
    }
  }

  @Test
  void aServerThatFollowedIsFollowedItself() throws Exception {
    HttpServer serving = newer().bind(anyPort()).start();
    InetSocketAddress address = serving.address();
    for (int i = 0; i < 5; i++) {
      ListenerOffer offer = serving.offerListeners(where());
      HttpServer next = newer().bind(address).start();
      assertThat(offer.awaitTaken()).isTrue();
      assertThat(serving.stop(LONG)).isTrue();
      serving = next;
    }
    assertThat(ask(address)).isEqualTo("new");
    serving.close();
    assertThatThrownBy(() -> ask(address)).isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatTheOldOneHasNotIsBoundAnewAndOneThatIsNotWantedIsLeft() throws Exception {
    try (HttpServer old = older().bind(anyPort()).bind(anyPort()).start();
        ListenerOffer offer = old.offerListeners(where())) {
      InetSocketAddress kept = (InetSocketAddress) old.addresses().get(1);
      try (HttpServer next = newer().bind(kept).bind(anyPort()).start()) {
        assertThat(offer.awaitTaken()).isTrue();
        assertThat(old.stop(LONG)).isTrue();
        assertThat(ask(kept)).isEqualTo("new");
        assertThat(ask((InetSocketAddress) next.addresses().get(1))).isEqualTo("new");
        assertThatThrownBy(() -> ask(old.address())).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aSuccessorThatCannotStartChangesNothing() throws Exception {
    try (HttpServer old = older().bind(anyPort()).start();
        ListenerOffer offer = old.offerListeners(where());
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress inUse = (InetSocketAddress) taken.getLocalSocketAddress();
      assertThatThrownBy(() -> newer().bind(old.address()).bind(inUse).start())
          .isInstanceOf(BindFailedException.class)
          .hasMessageContaining("taken by another program");
      assertThat(offer.isTaken()).isFalse();
      for (int i = 0; i < 10; i++) {
        assertThat(ask(old.address())).isEqualTo("old");
      }
      try (HttpServer _ = newer().bind(old.address()).start()) {
        assertThat(offer.awaitTaken()).isTrue();
      }
    }
  }

  @Test
  void anOfferThatIsClosedIsTakenByNobody() throws Exception {
    try (HttpServer old = older().bind(anyPort()).start()) {
      ListenerOffer offer = old.offerListeners(where());
      offer.close();
      assertThat(offer.awaitTaken()).isFalse();
      assertThat(where()).doesNotExist();
      try (HttpServer next = newer().bind(anyPort()).start()) {
        assertThat(ask(next.address())).isEqualTo("new");
      }
    }
  }

  @Test
  void whoIsNoServerAtThatPathIsNamed() throws Exception {
    try (ServerSocketChannel stranger = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      stranger.bind(UnixDomainSocketAddress.of(where()));
      Thread.startVirtualThread(() -> {
        try (SocketChannel client = stranger.accept()) {
          int _ = client.write(ByteBuffer.wrap(new byte[] {'h', 'i', 0, 0}));
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      assertThatThrownBy(() -> newer().bind(anyPort()).start())
          .isInstanceOf(BindFailedException.class)
          .hasMessage(
              "cannot take listening sockets over from the server at "
                  + where()
                  + ": it is no server that hands over its sockets");
    }
  }

  @Test
  void itNeedsEpoll() {
    try (EventLoops nio = EventLoops.builder().transport(Transport.NIO).start();
        HttpServer server = HttpServer.builder(nio, _ -> HttpResponse.text(200, "")).start()) {
      assertThatThrownBy(() -> server.offerListeners(where()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "handing listening sockets over needs Transport.EPOLL, but the loops have NIO");
    }
  }
}
