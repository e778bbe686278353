package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
class TlsTest {
  private static final TcpOptions LOCAL =
      TcpOptions.defaults().resolvedBy(_ -> List.of(InetAddress.getLoopbackAddress()));

  @TempDir static Path directory;
  private static Certificates good;
  private static Certificates expired;

  @Parameter TaskBackend backend;

  private OnOneLoop one;
  private TcpListener listener;

  @BeforeAll
  static void makeCertificates() throws Exception {
    good = Certificates.make(directory, "good", "service.test");
    expired =
        Certificates.make(
            directory, "expired", "service.test", "-startdate", "-10d", "-validity", "5");
  }

  @BeforeEach
  void listen() throws Exception {
    one = OnOneLoop.with(backend);
    listener = one.run(() -> TcpListener.bind(0));
  }

  @AfterEach
  void stop() {
    listener.close();
    one.close();
  }

  private static Tls server() throws Exception {
    return Tls.server(good.certificate(), good.key());
  }

  private static Tls client() throws Exception {
    return Tls.client().trusting(good.authority());
  }

  private SocketStream connect(String host, Tls tls) throws Exception {
    return TcpStream.connect(host, listener.address().getPort(), LOCAL, tls);
  }

  private CompletableFuture<SocketStream> serving(Tls tls) {
    return one.start(() -> {
      SocketStream stream = listener.accept();
      stream.startTls(tls);
      return stream;
    });
  }

  private <T> T run(Callable<T> body) throws Exception {
    return one.run(body);
  }

  @Test
  void bothSidesTalkInSecretAndTheEndIsAnEnd() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server());
    SocketStream client = run(() -> connect("service.test", client()));
    SocketStream server = Eventually.get(accepted);
    assertThat(client.tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
    assertThat(client.tls().orElseThrow().peerCertificates()).hasSize(2);
    byte[] much = new byte[1_000_000];
    much[999_999] = 7;
    CompletableFuture<byte[]> received = one.start(() -> server.readExactly(much.length));
    run(() -> {
      client.write(much);
      client.close();
      return true;
    });
    assertThat(Eventually.get(received)).isEqualTo(much);
    assertThat(run(() -> server.read(new byte[1]))).isEqualTo(-1);
    server.abort();
  }

  @Test
  void oneSideMayEndAndStillHearTheAnswer() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server());
    SocketStream client = run(() -> connect("service.test", client()));
    SocketStream server = Eventually.get(accepted);
    run(() -> {
      client.write("question".getBytes(US_ASCII));
      client.closeOutput();
      return true;
    });
    assertThat(run(() -> server.readAll(100))).asString(US_ASCII).isEqualTo("question");
    run(() -> {
      server.write("answer".getBytes(US_ASCII));
      server.close();
      return true;
    });
    assertThat(run(() -> client.readAll(100))).asString(US_ASCII).isEqualTo("answer");
    client.abort();
  }

  @Test
  void aConnectionThatIsCutOffHasNoEnd() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server());
    SocketStream client = run(() -> connect("service.test", client()));
    SocketStream server = Eventually.get(accepted);
    run(() -> {
      server.write("half of i".getBytes(US_ASCII));
      server.flush();
      return true;
    });
    // The socket ends below TLS, as an attacker would do it.
    server
        .wire()
        .onLoop(() -> {
          var _ = ((DuplexChannel) server.wire().channel()).shutdownOutput();
        });
    assertThat(run(() -> client.readExactly(9))).hasSize(9);
    assertThatThrownBy(() -> run(() -> client.read(new byte[1])))
        .hasCauseInstanceOf(SSLException.class)
        .hasMessageContaining("was cut off: the TLS stream has no end");
    client.abort();
    server.abort();
  }

  private void isRefused(String host, Tls server, Tls client, String reason) {
    CompletableFuture<SocketStream> accepted = serving(server);
    assertThatThrownBy(() -> run(() -> connect(host, client)))
        .hasCauseInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("the TLS handshake with " + host)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> Eventually.get(accepted)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    isRefused("other.test", server(), client(), "other.test");
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    isRefused("service.test", server(), Tls.client(), "unable to find valid certification path");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    Tls server = Tls.server(expired.certificate(), expired.key());
    Tls client = Tls.client().trusting(expired.authority());
    isRefused("service.test", server, client, "NotAfter");
  }

  @Test
  void theHostIsNotCheckedIfThatIsAskedFor() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server());
    SocketStream client = run(() -> connect("other.test", client().withoutHostCheck()));
    assertThat(client.tls()).isPresent();
    client.abort();
    Eventually.get(accepted).abort();
  }

  @Test
  void aNameMayBeAskedForThatIsNotTheHosts() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server());
    SocketStream client = run(() -> connect("10.9.8.7", client().serverName("service.test")));
    assertThat(client.tls()).isPresent();
    client.abort();
    Eventually.get(accepted).abort();
  }

  @Test
  void bothSidesAgreeOnAProtocol() throws Exception {
    CompletableFuture<SocketStream> accepted = serving(server().speaking("h2", "http/1.1"));
    SocketStream client = run(() -> connect("service.test", client().speaking("http/1.1")));
    SocketStream server = Eventually.get(accepted);
    assertThat(client.tls().orElseThrow().applicationProtocol()).contains("http/1.1");
    assertThat(server.tls().orElseThrow().applicationProtocol()).contains("http/1.1");
    client.abort();
    server.abort();
  }

  @Test
  void aSilentPeerDoesNotHoldUpAHandshake() throws Exception {
    try (Peer peer = new Peer()) {
      Tls hasty = client().handshakeWithin(Duration.ofMillis(100));
      assertThatThrownBy(
              () -> run(() -> TcpStream.connect("service.test", peer.port(), LOCAL, hasty)))
          .hasCauseInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("no TLS handshake with service.test")
          .hasMessageContaining("within 100 ms");
    }
  }

  @Test
  void aRunningStreamIsUpgraded() throws Exception {
    upgrade(_ -> {});
  }

  @Test
  void theBeginningOfTlsIsKeptForItIfItComesBeforeTheUpgrade() throws Exception {
    upgrade(stream -> Eventually.isTrue(() -> !stream.wire().inbound().isEmpty()));
  }

  private void upgrade(Consumer<SocketStream> before) throws Exception {
    CompletableFuture<String> served =
        one.start(() -> {
          try (SocketStream stream = listener.accept()) {
            assertThat(stream.readExactly(8)).asString(US_ASCII).isEqualTo("STARTTLS");
            stream.write("OK".getBytes(US_ASCII));
            before.accept(stream);
            stream.startTls(server());
            return new String(stream.readExactly(6), US_ASCII);
          }
        });
    SocketStream client =
        run(() -> {
          SocketStream stream =
              TcpStream.connect("service.test", listener.address().getPort(), LOCAL);
          stream.write("STARTTLS".getBytes(US_ASCII));
          assertThat(stream.readExactly(2)).asString(US_ASCII).isEqualTo("OK");
          stream.startTls(client(), "service.test");
          stream.write("secret".getBytes(US_ASCII));
          return stream;
        });
    assertThat(Eventually.get(served)).isEqualTo("secret");
    assertThat(run(() -> client.read(new byte[1]))).isEqualTo(-1);
    client.abort();
  }

  @Test
  void whatWasSlippedInBeforeAnUpgradeIsRefused() throws Exception {
    try (Peer peer = new Peer()) {
      assertThatThrownBy(() ->
              run(() -> {
                SocketStream stream = TcpStream.connect("127.0.0.1", peer.port());
                peer.send("OKinjected");
                try (stream) {
                  assertThat(stream.readExactly(2)).hasSize(2);
                  stream.startTls(client());
                  return true;
                }
              }))
          .hasCauseInstanceOf(ProtocolException.class)
          .hasMessageContaining("in the clear");
    }
  }

  @Test
  void aClientWithoutACertificateIsTurnedAwayWhereOneIsRequired() throws Exception {
    Tls strict = server().trusting(good.authority()).requiringClientCertificate();
    CompletableFuture<SocketStream> refused = serving(strict);
    CompletableFuture<byte[]> unknown =
        one.start(() -> connect("service.test", client()).readSome(1));
    assertThatThrownBy(() -> Eventually.get(refused))
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> Eventually.get(unknown)).hasCauseInstanceOf(IOException.class);
    CompletableFuture<SocketStream> accepted = serving(strict);
    Tls known = client().showing(good.certificate(), good.key());
    SocketStream client = run(() -> connect("service.test", known));
    assertThat(Eventually.get(accepted).tls().orElseThrow().peerCertificates()).hasSize(2);
    client.abort();
    Eventually.get(accepted).abort();
  }
}
