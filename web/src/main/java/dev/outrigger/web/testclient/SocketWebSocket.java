package dev.outrigger.web.testclient;

import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A WebSocket over a socket, by the JDK's client. */
final class SocketWebSocket implements TestWebSocket {
  private final WebSocket socket;
  private final Arrivals arrivals;

  SocketWebSocket(WebSocket socket, Arrivals arrivals) {
    this.socket = socket;
    this.arrivals = arrivals;
  }

  /** Puts whole messages into the arrivals. */
  static final class Listener implements WebSocket.Listener {
    private final Arrivals arrivals;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Listener(Arrivals arrivals) {
      this.arrivals = arrivals;
    }

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(Long.MAX_VALUE);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        arrivals.said(new Message.Text(text.toString()));
        text.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] copy = new byte[part.remaining()];
      part.get(copy);
      bytes.writeBytes(copy);
      if (last) {
        arrivals.said(new Message.Binary(bytes.toByteArray()));
        bytes.reset();
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      arrivals.closed(new CloseStatus(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable why) {
      arrivals.lost(String.valueOf(why));
    }
  }

  @Override
  public void send(String text) throws IOException, InterruptedException {
    sent(socket.sendText(text, true));
  }

  @Override
  public void send(byte[] bytes) throws IOException, InterruptedException {
    sent(socket.sendBinary(ByteBuffer.wrap(bytes.clone()), true));
  }

  private static void sent(CompletableFuture<WebSocket> sending)
      throws IOException, InterruptedException {
    try {
      var _ = sending.get();
    } catch (ExecutionException e) {
      throw new IOException("the WebSocket is closed: " + e.getCause(), e);
    }
  }

  @Override
  public Optional<Message> receive() throws IOException, InterruptedException {
    return arrivals.next();
  }

  @Override
  public CloseStatus closed() throws IOException, InterruptedException {
    return arrivals.awaitStatus();
  }

  @Override
  public Optional<String> subprotocol() {
    return Optional.of(socket.getSubprotocol()).filter(name -> !name.isEmpty());
  }

  @Override
  public void close(int code, String reason) {
    if (!socket.isOutputClosed()) {
      var _ = socket.sendClose(code, reason);
    }
  }

  @Override
  public void leave() {
    socket.abort();
    arrivals.lost("the test client went away");
  }
}
