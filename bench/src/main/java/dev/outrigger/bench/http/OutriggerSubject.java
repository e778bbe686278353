package dev.outrigger.bench.http;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.Limits;
import dev.outrigger.http.RequestBody;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.websocket.Message;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** All work on the http module: a virtual thread, a scope and all checks for each request. */
record OutriggerSubject(HttpServer server, Map<String, Integer> ports) {
  private static final byte[] HELLO = "Hello, World!".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MEGABYTE = Requests.megabyte();

  static OutriggerSubject start(TaskBackend tasks, Path folder) {
    ServerTls tls = ServerTls.of(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server =
        HttpServer.builder(EventLoops.builder().tasks(tasks).start(), OutriggerSubject::answer)
            .bind(anyPort)
            .bind(Endpoint.of(anyPort).withTls(tls))
            // Ten thousand of them rest, and others have come before.
            .limits(Limits.defaults().withConnections(12_000).withRequests(12_000))
            .start();
    int plain = ((InetSocketAddress) server.addresses().getFirst()).getPort();
    int secure = ((InetSocketAddress) server.addresses().getLast()).getPort();
    return new OutriggerSubject(
        server, Map.of("http", plain, "h2c", plain, "ws", plain, "https", secure));
  }

  private static HttpResponse answer(HttpRequest request) throws InterruptedException {
    return switch (request.path()) {
      case "/hello" -> HttpResponse.of(200, "text/plain", HELLO);
      case "/megabyte" -> HttpResponse.of(200, "text/plain", MEGABYTE);
      case "/length" -> HttpResponse.of(200, "text/plain", length(request.body()));
      case "/echo" -> WebSockets.accept(request, OutriggerSubject::echo);
      default -> HttpResponse.text(404, "there is no " + request.path());
    };
  }

  private static byte[] length(RequestBody body) throws InterruptedException {
    byte[] part = new byte[16 * 1024];
    long length = 0;
    for (int read = body.read(part); read >= 0; read = body.read(part)) {
      length += read;
    }
    return Long.toString(length).getBytes(StandardCharsets.US_ASCII);
  }

  private static void echo(WebSocket socket) throws Exception {
    for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
      if (next.get() instanceof Message.Text(String text)) {
        socket.send(text);
      }
    }
  }
}
