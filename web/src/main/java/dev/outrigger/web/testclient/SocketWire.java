package dev.outrigger.web.testclient;

import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Over a socket, by the JDK's client. */
final class SocketWire implements TestClient.Wire {
  // The client sets them itself, and refuses to be told.
  private static final Set<String> ITS_OWN = Set.of("host", "content-length", "connection");

  private final WebServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  SocketWire(WebServer server) {
    this.server = server;
  }

  WebServer server() {
    return server;
  }

  @Override
  public TestCall start(TestRequest asked) {
    String at = server.uri().toString();
    var request =
        HttpRequest.newBuilder(URI.create(at.substring(0, at.length() - 1) + asked.target()))
            .method(asked.method(), HttpRequest.BodyPublishers.ofByteArray(asked.body()));
    asked
        .fields()
        .asMap()
        .forEach((name, values) -> {
          if (!ITS_OWN.contains(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return new Call(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
  }

  @Override
  public TestWebSocket webSocket(TestRequest asked) throws IOException, InterruptedException {
    String at = server.uri().toString();
    var builder = client.newWebSocketBuilder();
    asked
        .fields()
        .asMap()
        .forEach((name, values) -> {
          if (!ITS_OWN.contains(name) && !name.startsWith("sec-websocket-")) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    List<String> offered = offered(asked);
    if (!offered.isEmpty()) {
      builder.subprotocols(
          offered.getFirst(), offered.subList(1, offered.size()).toArray(String[]::new));
    }
    Arrivals arrivals = new Arrivals();
    URI uri = URI.create("ws" + at.substring("http".length(), at.length() - 1) + asked.target());
    try {
      return new SocketWebSocket(
          builder.buildAsync(uri, new SocketWebSocket.Listener(arrivals)).get(), arrivals);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new WebSocketRefusedException(asked, refusal(refused.getResponse()));
      }
      throw new IOException("no answer came: " + e.getCause(), e);
    }
  }

  private static List<String> offered(TestRequest asked) {
    return asked.headers().all("Sec-WebSocket-Protocol").stream()
        .flatMap(field -> Stream.of(field.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static TestResponse refusal(HttpResponse<?> answer) {
    byte[] body =
        switch (answer.body()) {
          case byte[] bytes -> bytes;
          case String text -> text.getBytes(StandardCharsets.UTF_8);
          case null, default -> new byte[0];
        };
    return new TestResponse(answer.statusCode(), FieldList.of(answer.headers().map()), body);
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }

  /** A call over the socket. */
  private record Call(CompletableFuture<HttpResponse<InputStream>> coming) implements TestCall {
    private HttpResponse<InputStream> head() throws IOException, InterruptedException {
      try {
        return coming.get();
      } catch (ExecutionException e) {
        throw new IOException("no answer came: " + e.getCause(), e);
      }
    }

    @Override
    public int status() throws IOException, InterruptedException {
      return head().statusCode();
    }

    @Override
    public Optional<String> read() throws IOException, InterruptedException {
      byte[] piece = new byte[64 * 1024];
      int count = head().body().read(piece);
      return count < 0
          ? Optional.empty()
          : Optional.of(new String(piece, 0, count, StandardCharsets.UTF_8));
    }

    @Override
    public TestResponse response() throws IOException, InterruptedException {
      HttpResponse<InputStream> head = head();
      return new TestResponse(
          head.statusCode(), FieldList.of(head.headers().map()), head.body().readAllBytes());
    }

    @Override
    public void close() {
      if (!coming.cancel(true) && !coming.isCompletedExceptionally()) {
        try {
          coming.join().body().close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
