package dev.outrigger.web.testclient;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.RunningApp;
import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks an application, without a socket or over one, in the same words.
 *
 * <p>Without a socket, requests run as tasks of the caller's loop, if it has one: in a {@link
 * dev.outrigger.runtime.Simulation} time jumps for handlers too. Other callers get a loop of the
 * client's own. Nothing is parsed or encoded then, no limit of the server's holds, and no protocol
 * can follow but WebSocket; for these take a socket.
 *
 * <p>Threading: every method from any thread, but not from a loop's own.
 */
public final class TestClient implements AutoCloseable {
  private final Wire wire;
  private final List<Exchanged> exchanged = new CopyOnWriteArrayList<>();

  private TestClient(Wire wire) {
    this.wire = wire;
  }

  /** A request and its answer. */
  public record Exchanged(TestRequest request, TestResponse response) {}

  /** The way to the application. */
  sealed interface Wire extends AutoCloseable permits MemoryWire, SocketWire {
    TestCall start(TestRequest request) throws IOException;

    TestWebSocket webSocket(TestRequest request) throws IOException, InterruptedException;

    @Override
    void close();
  }

  /**
   * Starts an application without a socket.
   *
   * @throws Exception what configuring or starting it throws
   */
  public static TestClient of(Application application) throws Exception {
    return of(application, TaskBackend.best());
  }

  /** The same on loops of this backend. */
  public static TestClient of(Application application, TaskBackend tasks) throws Exception {
    return new TestClient(new MemoryWire(RunningApp.start(application), tasks));
  }

  /** Starts an application on a free port of this machine, and asks it there. */
  public static TestClient overSocket(Application application) throws Exception {
    return overSocket(application, TaskBackend.best());
  }

  /** The same on loops of this backend. */
  public static TestClient overSocket(Application application, TaskBackend tasks) throws Exception {
    return new TestClient(
        new SocketWire(WebServer.builder(application).bind("127.0.0.1", 0).tasks(tasks).start()));
  }

  /** The answer to a GET. */
  public TestResponse get(String target) throws IOException, InterruptedException {
    return send(TestRequest.get(target));
  }

  /**
   * The answer to a request.
   *
   * @throws IOException if it broke off
   */
  public TestResponse send(TestRequest request) throws IOException, InterruptedException {
    try (TestCall call = start(request)) {
      TestResponse response = call.response();
      exchanged.add(new Exchanged(request, response));
      return response;
    }
  }

  /** Sends a request and does not wait for its answer. */
  public TestCall start(TestRequest request) throws IOException {
    return wire.start(request);
  }

  /**
   * Opens a WebSocket.
   *
   * @throws WebSocketRefusedException if the application answers otherwise
   */
  public TestWebSocket webSocket(String target) throws IOException, InterruptedException {
    return webSocket(TestRequest.get(target));
  }

  /**
   * Opens a WebSocket by a request with header fields, such as Origin, or Sec-WebSocket-Protocol
   * with the subprotocols that are offered: {@code chat.v2, chat.v1}. The other fields of the
   * handshake are added.
   *
   * @throws WebSocketRefusedException if the application answers otherwise
   */
  public TestWebSocket webSocket(TestRequest request) throws IOException, InterruptedException {
    return wire.webSocket(request);
  }

  /** What {@link #send} has sent and got so far, in the order of the answers. */
  public Recording recorded() {
    return new Recording(exchanged);
  }

  /** Where the application listens, for other clients; empty without a socket. */
  public Optional<WebServer> server() {
    return wire instanceof SocketWire socket ? Optional.of(socket.server()) : Optional.empty();
  }

  /** Ends the application. */
  @Override
  public void close() {
    wire.close();
  }

  /** Without a socket. */
  static final class MemoryWire implements Wire {
    private final RunningApp app;
    private final HttpHandler handler;
    private final Optional<EventLoops> loops;
    private final Queue<MemoryWebSocket> sockets = new ConcurrentLinkedQueue<>();

    MemoryWire(RunningApp app, TaskBackend tasks) {
      this.app = app;
      this.handler = app.handler();
      this.loops =
          Loop.current().isPresent()
              ? Optional.empty()
              : Optional.of(EventLoops.builder().count(1).tasks(tasks).start());
    }

    @Override
    public TestCall start(TestRequest request) {
      return MemoryCall.start(loop(), handler, request);
    }

    @Override
    public TestWebSocket webSocket(TestRequest request) throws IOException, InterruptedException {
      MemoryWebSocket socket = MemoryCall.open(loop(), handler, request);
      sockets.add(socket);
      return socket.client();
    }

    private Loop loop() {
      return Loop.current()
          .or(() -> loops.map(own -> own.loop(0)))
          .orElseThrow(() ->
              new IllegalStateException(
                  "this client was made in a task of a loop, and can be used in such only"));
    }

    @Override
    public void close() {
      sockets.forEach(MemoryWebSocket::goDown);
      app.close();
      loops.ifPresent(EventLoops::close);
    }
  }
}
