package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2 with clients that others wrote. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class ClientsTest {
  @TempDir private Path directory;

  private final TaskBackend backend;

  ClientsTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static HttpResponse echo(HttpRequest request) throws InterruptedException {
    byte[] body = request.body().bytes(10_000_000);
    return HttpResponse.of(200, "", body).header("X-Version", request.version());
  }

  @Test
  void theJdksClientSendsManyAtOnce() throws Exception {
    Pki pki = new Pki(directory);
    ServerTls tls = ServerTls.of(pki.sign("site", "localhost").identity());
    byte[] body = "0123456789".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    try (Served served = Served.securely(backend, tls, ClientsTest::echo);
        HttpClient client =
            HttpClient.newBuilder().sslContext(TlsClient.context(pki, "")).build()) {
      URI uri = URI.create("https://localhost:" + served.server().address().getPort() + "/");
      var post =
          java.net.http.HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)).build();
      // The first one agrees on the protocol, and the others go on its connection.
      client.send(post, BodyHandlers.ofByteArray());
      List<CompletableFuture<java.net.http.HttpResponse<byte[]>>> answers =
          IntStream.range(0, 50)
              .mapToObj(_ -> client.sendAsync(post, BodyHandlers.ofByteArray()))
              .toList();
      for (var answer : answers) {
        var got = answer.get(30, TimeUnit.SECONDS);
        assertThat(got.version()).isEqualTo(Version.HTTP_2);
        assertThat(got.headers().firstValue("x-version")).contains("HTTP/2");
        assertThat(got.body()).isEqualTo(body);
      }
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(1);
    }
  }

  @Test
  void curlKnowsWithoutAsking() throws Exception {
    try (Served served = Served.by(backend, ClientsTest::echo)) {
      String url = "http://127.0.0.1:" + served.server().address().getPort() + "/";
      Process curl =
          new ProcessBuilder(
                  "curl",
                  "-sS",
                  "--http2-prior-knowledge",
                  "-d",
                  "hello",
                  "-w",
                  " %{http_version}",
                  url)
              .redirectErrorStream(true)
              .start();
      String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).isEqualTo("hello 2");
      assertThat(curl.waitFor()).isZero();
      assertThat(served.server().statistics().connectionsAccepted()).isEqualTo(1);
    }
  }
}
