package dev.outrigger.web;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A real server on a free port of this machine, and clients that talk to it over sockets. */
record TestServer(WebServer server, HttpClient client) implements AutoCloseable {

  static TestServer start(TaskBackend backend, int workers, Application application)
      throws Exception {
    WebServer server =
        WebServer.builder(application)
            .bind("127.0.0.1", 0)
            .tasks(backend)
            .poolWorkers(workers)
            .start();
    return new TestServer(
        server, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(request("GET", path, ""), BodyHandlers.ofString());
  }

  /** A connection of its own with a request on its way; closing it is what a lost client does. */
  Socket clientThatAsked(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path.substring(1)))
        .timeout(Duration.ofSeconds(20))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
