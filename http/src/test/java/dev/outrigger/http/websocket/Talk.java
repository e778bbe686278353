package dev.outrigger.http.websocket;

import dev.outrigger.http.HttpServer;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;

/** A server of WebSockets on one loop of its own, for one test. */
public final class Talk implements AutoCloseable {
  /** Sends back what comes. */
  public static final WebSocketHandler ECHO =
      socket -> {
        for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
          switch (next.get()) {
            case Message.Text(String text) -> socket.send(text);
            case Message.Binary(byte[] bytes) -> socket.send(bytes);
          }
        }
      };

  private final Served served;

  private Talk(TaskBackend backend, WebSocketOptions options, WebSocketHandler handler) {
    served = Served.by(backend, request -> WebSockets.accept(request, options, handler));
  }

  static Talk with(TaskBackend backend, WebSocketHandler handler) {
    return with(backend, WebSocketOptions.defaults(), handler);
  }

  static Talk with(TaskBackend backend, WebSocketOptions options, WebSocketHandler handler) {
    return new Talk(backend, options, handler);
  }

  HttpServer server() {
    return served.server();
  }

  /** A client that has shaken hands. */
  Peer peer(String... fields) throws IOException {
    Peer peer = connect();
    peer.shakeHands(fields);
    return peer;
  }

  /** A client that has only connected. */
  Peer connect() throws IOException {
    return new Peer(served.server().address());
  }

  /** Before its time. */
  void end() {
    close();
  }

  @Override
  public void close() {
    served.close();
  }
}
