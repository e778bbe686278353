package dev.outrigger.http.websocket;

import dev.outrigger.http.websocket.Message.Binary;
import dev.outrigger.http.websocket.Message.Text;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A WebSocket over a connection. */
final class LinkedWebSocket implements WebSocket {
  private final Link link;
  private final Optional<String> subprotocol;
  private final int longest;

  LinkedWebSocket(Link link, Optional<String> subprotocol, int longest) {
    this.link = link;
    this.subprotocol = subprotocol;
    this.longest = longest;
  }

  @Override
  public Optional<Message> receive() throws WebSocketException, InterruptedException {
    Arrived next = link.in().take();
    if (next == null) {
      End end = link.in().end();
      if (end != null) {
        link.heard(end.status());
      }
      return Optional.empty();
    }
    try {
      return Optional.of(read(next));
    } catch (CorruptedWebSocketFrameException violation) {
      throw failed(violation);
    }
  }

  private Message read(Arrived next) {
    if (!next.compressed()) {
      return next.text() ? text(next.payload()) : new Binary(next.payload());
    }
    byte[] payload = Deflate.inflate(next.payload(), longest);
    if (!next.text()) {
      return new Binary(payload);
    }
    Utf8.check(payload);
    return text(payload);
  }

  private static Text text(byte[] utf8) {
    return new Text(new String(utf8, StandardCharsets.UTF_8));
  }

  private WebSocketException failed(CorruptedWebSocketFrameException violation) {
    String what = violation.getMessage();
    CloseStatus status = new CloseStatus(violation.closeStatus().code(), what == null ? "" : what);
    End end = End.violated(status);
    link.in().fail(end);
    // Now, and not in that step: whatever the handler says from here on, the peer is to hear this.
    boolean _ = link.out().end(end);
    link.onLoop(() -> link.farewell().fail(status));
    return end.exception();
  }

  @Override
  public void send(String text) throws WebSocketException, InterruptedException {
    link.out().send(true, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void send(byte[] bytes) throws WebSocketException, InterruptedException {
    link.out().send(false, bytes);
  }

  @Override
  public void ping() throws WebSocketException, InterruptedException {
    link.out().ping();
  }

  @Override
  public void close(int code, String reason) {
    link.close(new CloseStatus(code, reason).checked());
  }

  @Override
  public Optional<String> subprotocol() {
    return subprotocol;
  }

  @Override
  public Optional<CloseStatus> closeStatus() {
    End end = link.in().end();
    return end == null ? Optional.empty() : Optional.of(end.status());
  }
}
