package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsVersion;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How HTTP/3 is turned on, what it needs, and how clients hear of it. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class StartTest {
  private static final Endpoint HERE =
      Endpoint.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @TempDir private static Path directory;

  private static Pki pki;
  private static ServerTls tls;

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    tls = ServerTls.of(pki.sign("site", "localhost").identity());
  }

  private static void expectFailure(Endpoint endpoint, String told) {
    assertThatThrownBy(() ->
            Served.with(
                    TaskBackend.LOOP_CARRIED,
                    options -> options.bind(endpoint),
                    request -> HttpResponse.text(200, ""))
                .close())
        .isInstanceOf(BindFailedException.class)
        .hasMessage(told);
  }

  @Test
  void withoutWhatItNeedsTheServerDoesNotStart() {
    expectFailure(
        HERE.withHttp3(),
        "cannot listen on 127.0.0.1:0 for HTTP/3: it needs TLS; give the endpoint one by withTls");
    expectFailure(
        HERE.withTls(tls.withVersions(Set.of(TlsVersion.TLS_1_2))).withHttp3(),
        "cannot listen on 127.0.0.1:0 for HTTP/3: it needs TLS 1.3, which withVersions leaves out");
    expectFailure(
        HERE.withTls(tls).withProxyProtocol(Networks.of("::1")).withHttp3(),
        "cannot listen on 127.0.0.1:0 for HTTP/3: a PROXY header cannot come before QUIC; leave out"
            + " one of the two");
    assertThatThrownBy(() ->
            Requirements.check(
                Endpoint.of(UnixDomainSocketAddress.of("/tmp/x")).withTls(tls).withHttp3(),
                Optional.of(tls),
                Optional.empty()))
        .hasMessageEndingWith("for HTTP/3: it needs a TCP address, whose port it shares");
  }

  @Test
  void aPortThatIsTakenLeavesNothingOpen() throws Exception {
    try (EventLoops loops = EventLoops.builder().start();
        DatagramSocket taken = takenForUdpAlone()) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      Endpoint endpoint = Endpoint.of(address).withTls(tls);
      assertThatThrownBy(() ->
              HttpServer.builder(loops, request -> HttpResponse.text(200, ""))
                  .bind(endpoint.withHttp3())
                  .start()
                  .close())
          .isInstanceOf(BindFailedException.class)
          .hasMessageStartingWith("cannot listen on UDP 127.0.0.1:" + taken.getLocalPort());
      HttpServer.builder(loops, request -> HttpResponse.text(200, ""))
          .bind(endpoint)
          .start()
          .close();
    }
  }

  /** Below the ports that the kernel gives to clients, where one of TCP might come in between. */
  private static DatagramSocket takenForUdpAlone() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int port = 20_000; port < 30_000; port++) {
      try (ServerSocket _ = new ServerSocket(port, 1, loopback)) {
        return new DatagramSocket(port, loopback);
      } catch (IOException e) {
        // Somebody has it; the next one, then.
      }
    }
    throw new AssertionError("no port below 30,000 is free");
  }

  /** Starts a server with HTTP/3 where its library is not, and prints why it fails. */
  static final class WithoutLibrary {
    public static void main(String[] args) {
      ServerTls tls = ServerTls.of(Path.of(args[0], "site.crt"), Path.of(args[0], "site.key"));
      try (EventLoops loops = EventLoops.builder().start()) {
        HttpServer.builder(loops, request -> HttpResponse.text(200, ""))
            .bind(HERE.withTls(tls))
            .start()
            .close();
        HttpServer.builder(loops, request -> HttpResponse.text(200, ""))
            .bind(HERE.withTls(tls).withHttp3())
            .start()
            .close();
      } catch (BindFailedException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void withoutItsLibraryTheServerTellsWhatToAdd() throws Exception {
    String rest =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("netty-codec-http3") && !entry.contains("-quic"))
            .collect(Collectors.joining(File.pathSeparator));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                rest,
                WithoutLibrary.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .isEqualTo(
            "cannot listen on 127.0.0.1:0 for HTTP/3: its library is not there; add"
                + " io.netty:netty-codec-http3:"
                + Objects.requireNonNull(Version.identify().get("netty-common")).artifactVersion()
                + System.lineSeparator());
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void clientsOfTheOtherVersionsHearOfIt(HttpClient.Version version) throws Exception {
    try (Served with =
            Http3Served.by(TaskBackend.LOOP_CARRIED, tls, r -> HttpResponse.text(200, ""));
        Served without =
            Served.securely(TaskBackend.LOOP_CARRIED, tls, r -> HttpResponse.text(200, ""));
        HttpClient client =
            HttpClient.newBuilder()
                .version(version)
                .sslContext(TlsClient.context(pki, ""))
                .build()) {
      int port = with.server().address().getPort();
      assertThat(alternatives(client, with)).isEqualTo("h3=\":" + port + "\"; ma=86400");
      assertThat(alternatives(client, without)).isEmpty();
    }
  }

  private static String alternatives(HttpClient client, Served served) throws Exception {
    URI uri = URI.create("https://localhost:" + served.server().address().getPort() + "/");
    var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return answer.headers().firstValue("alt-svc").orElse("");
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"EPOLL", "NIO"})
  void clientsAreServedWhateverTheTransport(Transport transport) throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (EventLoops loops = EventLoops.builder().count(2).transport(transport).start();
        HttpServer server =
            HttpServer.builder(
                    loops,
                    request -> {
                      threads.add(Loop.current().orElseThrow().name());
                      return HttpResponse.text(200, request.path());
                    })
                .bind(HERE.withTls(tls).withHttp3())
                .start()) {
      int loopsThatListen = transport == Transport.EPOLL ? 2 : 1;
      // The kernel tosses a coin for each client.
      for (int i = 0; i < 12 || (threads.size() < loopsThatListen && i < 100); i++) {
        try (Http3Client client = Http3Client.to(server.address()).connect()) {
          assertThat(client.get("/" + i).answer().body()).isEqualTo("/" + i);
        }
      }
      assertThat(threads).hasSize(loopsThatListen);
    }
  }
}
