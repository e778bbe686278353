package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.http.tls.TlsVersion;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Lifecycle;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.stream.TlsSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests over TLS, by both engines and on both backends. */
@ParameterizedClass
@CsvSource({"BORINGSSL, LOOP_CARRIED", "BORINGSSL, PORTABLE", "JDK, LOOP_CARRIED", "JDK, PORTABLE"})
@ExtendWith(NoLeaks.class)
class TlsServingTest {
  @TempDir private static Path directory;
  private static Pki pki;
  private static Pki.Signed site;

  private final ServerTls tls;
  private final TaskBackend backend;

  TlsServingTest(TlsEngine engine, TaskBackend backend) {
    this.tls = ServerTls.of(site.identity()).withEngine(engine);
    this.backend = backend;
  }

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    site = pki.sign("site", "localhost");
  }

  private HttpClient client() throws Exception {
    return HttpClient.newBuilder().sslContext(TlsClient.context(pki, "")).build();
  }

  private static URI uri(Served served, String path) {
    return URI.create("https://localhost:" + served.server().address().getPort() + path);
  }

  @Test
  void theJdksClientIsAnswered() throws Exception {
    try (Served served =
            Served.securely(
                backend,
                tls,
                request -> HttpResponse.text(200, request.scheme() + request.path()));
        HttpClient client = client()) {
      for (int i = 0; i < 3; i++) {
        var answer =
            client.send(
                java.net.http.HttpRequest.newBuilder(uri(served, "/" + i)).build(),
                BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("https/" + i);
      }
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(1);
    }
  }

  @Test
  void bodiesOfManyRecordsGoBothWays() throws Exception {
    String large = "x".repeat(3_000_000);
    try (Served served =
            Served.securely(
                backend,
                tls,
                request ->
                    HttpResponse.of(200, "text/plain", request.body().bytes(large.length())));
        HttpClient client = client()) {
      var answer =
          client.send(
              java.net.http.HttpRequest.newBuilder(uri(served, "/"))
                  .POST(BodyPublishers.ofString(large))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo(large);
    }
  }

  @Test
  void theHandlerSeesWhatWasAgreedOn() throws Exception {
    CompletableFuture<TlsSession> seen = new CompletableFuture<>();
    try (Served served =
            Served.securely(
                backend,
                tls,
                request -> {
                  seen.complete(request.tls().orElseThrow());
                  return HttpResponse.text(200, String.valueOf(request.isSecure()));
                });
        TlsClient client =
            new TlsClient(
                TlsClient.context(pki, ""), served.server().address(), "localhost", "http/1.1")) {
      assertThat(client.get("/")).endsWith("true");
      TlsSession session = seen.get(10, TimeUnit.SECONDS);
      assertThat(session.protocol()).isEqualTo("TLSv1.3");
      assertThat(session.cipher()).isEqualTo(client.socket().getSession().getCipherSuite());
      assertThat(session.applicationProtocol()).contains("http/1.1");
      assertThat(session.serverName()).contains("localhost");
      assertThat(session.peerCertificates()).isEmpty();
    }
  }

  @Test
  void http2IsChosenByWhoSpeaksIt() throws Exception {
    try (Served served = Served.securely(backend, tls, request -> HttpResponse.text(200, "ok"));
        TlsClient client =
            new TlsClient(
                TlsClient.context(pki, ""),
                served.server().address(),
                "localhost",
                "h2",
                "http/1.1")) {
      assertThat(client.socket().getApplicationProtocol()).isEqualTo("h2");
    }
  }

  @Test
  void anOlderVersionIsSpokenIfItIsTheOnlyOne() throws Exception {
    try (Served served =
            Served.securely(
                backend,
                tls.withVersions(Set.of(TlsVersion.TLS_1_2)),
                request -> HttpResponse.text(200, "ok"));
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      assertThat(client.socket().getSession().getProtocol()).isEqualTo("TLSv1.2");
      assertThat(client.get("/")).endsWith("ok");
    }
  }

  @Test
  void theCertificateMayComeFromAPkcs12File() throws Exception {
    Identity identity = Identity.pkcs12(site.pkcs12(), Pki.PASSWORD);
    try (Served served =
            Served.securely(
                backend,
                ServerTls.of(identity).withEngine(tls.engine()),
                request -> HttpResponse.text(200, "ok"));
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      assertThat(client.get("/")).endsWith("ok");
    }
  }

  @Test
  void aClientThatLeavesCancelsItsRequest() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    try (Served served =
        Served.securely(
            backend,
            tls,
            request -> {
              request.scope().onCancel(why -> cancelled.countDown());
              entered.countDown();
              new CountDownLatch(1).await();
              return HttpResponse.text(200, "never");
            })) {
      TlsClient client =
          new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost");
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      entered.await();
      client.close();
      assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theEndOfAnAnswerIsToldByTls() throws Exception {
    try (Served served = Served.securely(backend, tls, request -> HttpResponse.text(200, "ok"));
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      // Without close_notify the JDK's socket throws here.
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(new String(client.in().readAllBytes(), StandardCharsets.UTF_8)).endsWith("ok");
    }
  }

  @Test
  void whatAnAnswerLacksThatBreaksOffIsSeen() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.securely(
                backend,
                tls,
                request ->
                    HttpResponse.stream(
                        200,
                        "text/plain",
                        out -> {
                          out.write("half".getBytes(StandardCharsets.UTF_8));
                          out.flush();
                          throw new IllegalStateException("broken");
                        }));
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThatThrownBy(() -> client.in().readAllBytes()).isInstanceOf(IOException.class);
      assertThat(logged.records()).hasSizeLessThan(2);
    }
  }

  @Test
  void aDrainingServerAnswersWhatItHasAccepted() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (EventLoops loops = EventLoops.builder().tasks(backend).start();
        HttpServer server =
            HttpServer.builder(
                    loops,
                    request -> {
                      entered.countDown();
                      go.await();
                      return HttpResponse.text(200, "late");
                    })
                .tls(tls)
                .start();
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), server.address(), "localhost")) {
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      entered.await();
      CompletableFuture<Boolean> stopped =
          CompletableFuture.supplyAsync(() -> server.stop(Duration.ofSeconds(10)));
      Served.until(() -> server.state() == Lifecycle.State.FINISHING);
      go.countDown();
      assertThat(new String(client.in().readAllBytes(), StandardCharsets.UTF_8)).endsWith("late");
      client.socket().close();
      assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
