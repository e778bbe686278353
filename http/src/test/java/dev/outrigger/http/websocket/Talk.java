package dev.outrigger.http.websocket;

import dev.outrigger.http.HttpServer;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server of WebSockets on one loop of its own, for one test. */
final class Talk implements AutoCloseable {
  /** Sends back what comes. */
  static final WebSocketHandler ECHO =
      socket -> {
        for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
          switch (next.get()) {
            case Message.Text(String text) -> socket.send(text);
            case Message.Binary(byte[] bytes) -> socket.send(bytes);
          }
        }
      };

  private final EventLoops loops;
  private final HttpServer server;

  private Talk(TaskBackend backend, WebSocketOptions options, WebSocketHandler handler) {
    loops = EventLoops.builder().name("test-loop").tasks(backend).start();
    server =
        HttpServer.builder(loops, request -> WebSockets.accept(request, options, handler)).start();
  }

  static Talk with(TaskBackend backend, WebSocketHandler handler) {
    return with(backend, WebSocketOptions.defaults(), handler);
  }

  static Talk with(TaskBackend backend, WebSocketOptions options, WebSocketHandler handler) {
    return new Talk(backend, options, handler);
  }

  HttpServer server() {
    return server;
  }

  /** A client that has shaken hands. */
  Peer peer(String... fields) throws IOException {
    Peer peer = connect();
    peer.shakeHands(fields);
    return peer;
  }

  /** A client that has only connected. */
  Peer connect() throws IOException {
    return new Peer(server.address());
  }

  /** Waits at most ten seconds for what the server does on its own account. */
  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen within ten seconds");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Before its time. */
  void end() {
    close();
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }
}
