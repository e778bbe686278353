package dev.outrigger.examples;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.WebServer;
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

/** The demo on a free port, with one loop and two workers, and clients with real sockets. */
record Demo(WebServer server, HttpClient client) implements AutoCloseable {

  static Demo start(TaskBackend backend) throws Exception {
    WebServer server =
        WebServer.builder(new Fibonacci())
            .bind("127.0.0.1", 0)
            .loops(1)
            .poolWorkers(2)
            .tasks(backend)
            .start();
    return new Demo(server, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(to(path).build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return client.sendAsync(to(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
    return client.send(
        to(path).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
  }

  /** A connection of its own, on which nothing has been sent. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
  }

  /** A connection of its own with a request on its way. */
  Socket clientThatAsked(String path) throws IOException {
    Socket socket = connect();
    ask(socket, path);
    return socket;
  }

  static void ask(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  void awaitWorkers() throws Exception {
    Await.until("both workers are ready", () -> pool().idle() == 2);
  }

  PoolStatistics pool() {
    return server.pool().orElseThrow();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path.substring(1)))
        .timeout(Duration.ofMinutes(3));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
