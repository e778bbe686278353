package dev.outrigger.web.testclient;

import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.Message;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketException;
import dev.outrigger.http.websocket.WebSocketUpgrade;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a WebSocket without a connection. It ends as one over a connection does: each side
 * says Close once; the client answers at once, the server when its handler knows.
 *
 * <p>Threading: its monitor guards who has closed; it is never held while somebody waits.
 */
final class MemoryWebSocket {
  private final Arrivals toServer = new Arrivals();
  private final Arrivals toClient = new Arrivals();
  private final Scope scope;
  // Of the server; the messages are those of a real one.
  private @Nullable WebSocketException ended;
  private boolean serverClosed;
  private boolean clientClosed;
  private @Nullable CloseStatus byClient;
  private boolean asked;
  private Optional<String> subprotocol = Optional.empty();

  MemoryWebSocket(Scope scope) {
    this.scope = scope;
  }

  /** Runs the handler to its end. In the request's task. */
  void speak(WebSocketUpgrade upgrade) {
    CloseStatus last = upgrade.speak(new Server(), this::isOver);
    CloseStatus answered = byClient();
    serverCloses(answered == null ? last : echo(answered));
  }

  void agreed(Optional<String> choice) {
    subprotocol = choice;
  }

  TestWebSocket client() {
    return new Client();
  }

  /** The server drains. */
  void goDown() {
    serverCloses(new CloseStatus(CloseStatus.SERVICE_RESTART, "the server goes down"));
  }

  private synchronized boolean isOver() {
    return ended != null || clientClosed;
  }

  private synchronized @Nullable CloseStatus byClient() {
    return byClient;
  }

  private static CloseStatus echo(CloseStatus byClient) {
    return new CloseStatus(byClient.code());
  }

  private synchronized void serverCloses(CloseStatus status) {
    if (serverClosed) {
      return;
    }
    serverClosed = true;
    end(
        byClient == null
            ? new WebSocketException("this side closed the WebSocket with " + status, status)
            : byClient(byClient));
    toClient.closed(status);
    if (!clientClosed) {
      clientClosed = true;
      toServer.closed(echo(status));
    }
  }

  private static WebSocketException byClient(CloseStatus status) {
    return new WebSocketException("the client closed the WebSocket with " + status, status);
  }

  private synchronized void end(WebSocketException why) {
    if (ended == null) {
      ended = why;
    }
  }

  private synchronized void requireOpen() throws WebSocketException {
    WebSocketException why = ended;
    if (why != null) {
      throw new WebSocketException(String.valueOf(why.getMessage()), why.status());
    }
  }

  /** What the handler speaks over. */
  private final class Server implements WebSocket {
    private final AtomicBoolean reading = new AtomicBoolean();

    @Override
    public Optional<Message> receive() throws WebSocketException, InterruptedException {
      Scope.checkpoint();
      if (!reading.compareAndSet(false, true)) {
        throw new IllegalStateException(
            "the WebSocket is being received from already: let one task receive, and hand on what"
                + " it has received");
      }
      try {
        asks();
        Optional<Message> next = toServer.next();
        if (next.isEmpty()) {
          serverCloses(echo(toServer.status().orElseThrow()));
        }
        return next;
      } finally {
        reading.set(false);
      }
    }

    private void asks() {
      synchronized (MemoryWebSocket.this) {
        asked = true;
      }
    }

    @Override
    public void send(String text) throws WebSocketException {
      say(new Message.Text(text));
    }

    @Override
    public void send(byte[] bytes) throws WebSocketException {
      say(new Message.Binary(bytes.clone()));
    }

    private void say(Message message) throws WebSocketException {
      Scope.checkpoint();
      requireOpen();
      toClient.said(message);
    }

    @Override
    public void ping() throws WebSocketException {
      Scope.checkpoint();
      requireOpen();
    }

    @Override
    public void close(int code, String reason) {
      serverCloses(new CloseStatus(code, reason).checked());
    }

    @Override
    public Optional<String> subprotocol() {
      return subprotocol;
    }

    @Override
    public Optional<CloseStatus> closeStatus() {
      return toServer.status().or(() -> Optional.ofNullable(byClient()));
    }
  }

  /** What the test has. */
  private final class Client implements TestWebSocket {
    @Override
    public void send(String text) throws WebSocketException {
      say(new Message.Text(text));
    }

    @Override
    public void send(byte[] bytes) throws WebSocketException {
      say(new Message.Binary(bytes.clone()));
    }

    private void say(Message message) throws WebSocketException {
      synchronized (MemoryWebSocket.this) {
        if (clientClosed) {
          throw new WebSocketException(
              "the WebSocket is closed", new CloseStatus(CloseStatus.NONE));
        }
        toServer.said(message);
      }
    }

    @Override
    public Optional<Message> receive() throws WebSocketException, InterruptedException {
      return toClient.next();
    }

    @Override
    public CloseStatus closed() throws WebSocketException, InterruptedException {
      return toClient.awaitStatus();
    }

    @Override
    public Optional<String> subprotocol() {
      return subprotocol;
    }

    @Override
    public void close(int code, String reason) {
      CloseStatus status = new CloseStatus(code, reason).checked();
      synchronized (MemoryWebSocket.this) {
        if (clientClosed) {
          return;
        }
        clientClosed = true;
        byClient = status;
        // Nobody receives there, so whoever sends next learns it.
        if (!asked && toServer.isEmpty()) {
          end(byClient(status));
        }
        toServer.closed(status);
      }
    }

    @Override
    public void leave() {
      synchronized (MemoryWebSocket.this) {
        String why = "the test client went away";
        clientClosed = true;
        serverClosed = true;
        end(
            new WebSocketException(
                "the WebSocket is gone: " + why, new CloseStatus(CloseStatus.LOST, why)));
        toServer.lost(why);
        toClient.lost(why);
      }
      boolean _ =
          scope.cancel(
              new Cancellation(Cancellation.Source.CLIENT_GONE, "the test client went away"));
    }
  }
}
