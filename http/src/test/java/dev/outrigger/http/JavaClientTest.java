package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JDK's client. Left alone, it asks to go on in HTTP/2 with its first request on a connection.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class JavaClientTest {
  private static final int LARGE = 3_000_000;
  private static final HttpHandler SEEN =
      request ->
          HttpResponse.text(
              200, request + " " + request.body().asInputStream().readAllBytes().length);

  private final TaskBackend backend;

  JavaClientTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static java.net.http.HttpRequest.Builder request(Served served, String path) {
    String server = "http://127.0.0.1:" + served.server().address().getPort();
    return java.net.http.HttpRequest.newBuilder(URI.create(server + path));
  }

  private static BodyPublisher chunks(int length) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[length]));
  }

  @Test
  void manyRequestsAtOnceGetTheirOwnAnswers() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, SEEN);
        HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<String>> answers =
          IntStream.range(0, 100)
              .mapToObj(i -> request(served, "/" + i).build())
              .map(r -> client.sendAsync(r, BodyHandlers.ofString()))
              .map(answer -> answer.thenApply(java.net.http.HttpResponse::body))
              .toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo("GET /" + i + " 0");
      }
      logged.expectNothing();
    }
  }

  @Test
  void bodiesOfKnownAndUnknownLengthArrive() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, SEEN);
        HttpClient client = HttpClient.newHttpClient()) {
      for (BodyPublisher body :
          List.of(BodyPublishers.ofByteArray(new byte[LARGE]), chunks(LARGE))) {
        var answer =
            client.send(request(served, "/up").POST(body).build(), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("POST /up " + LARGE);
      }
      logged.expectNothing();
    }
  }

  @Test
  void aClientThatAsksFirstSendsItsBodyThen() throws Exception {
    try (Served served = Served.by(backend, SEEN);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var post = request(served, "/up").expectContinue(true).POST(chunks(LARGE)).build();
      assertThat(client.send(post, BodyHandlers.ofString()).body()).isEqualTo("POST /up " + LARGE);
    }
  }

  @Test
  void aRefusalIsReadThoughTheBodyIsStillBeingSent() throws Exception {
    HttpHandler small = request -> HttpResponse.text(200, "" + request.body().bytes(10).length);
    try (Served served = Served.by(backend, small);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var post = request(served, "/up").POST(BodyPublishers.ofByteArray(new byte[LARGE])).build();
      assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }
  }
}
