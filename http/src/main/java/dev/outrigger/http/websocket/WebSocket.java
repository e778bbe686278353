package dev.outrigger.http.websocket;

import dev.outrigger.http.websocket.Message.Binary;
import dev.outrigger.http.websocket.Message.Text;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A WebSocket, as the server's side sees it. It ends with its handler.
 *
 * <p>Threading: one task at a time receives; any number of tasks send, whole messages, one after
 * the other in the order in which they asked. No method may be called by a step on a loop's own
 * thread.
 */
public final class WebSocket {
  private final Link link;
  private final Optional<String> subprotocol;
  private final int longest;

  WebSocket(Link link, Optional<String> subprotocol, int longest) {
    this.link = link;
    this.subprotocol = subprotocol;
    this.longest = longest;
  }

  /**
   * The next whole message; waits until it is there. Empty when the peer has closed in order, after
   * all that it sent before; {@link #closeStatus} then says why.
   *
   * <p>While nobody receives, what comes waits in memory up to {@link WebSocketOptions#unread};
   * then the peer is not read any further, and so it comes to a halt.
   *
   * @throws WebSocketException if the connection broke, the peer did not keep to the protocol or to
   *     a limit, or this side closed and the peer did not answer
   * @throws IllegalStateException if another task is receiving
   * @throws InterruptedException when the scope is cancelled meanwhile
   */
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

  /**
   * Sends a text. Returns when it is on its way, which is not yet when it has arrived; waits while
   * 64 KiB of earlier messages are on theirs.
   *
   * @throws WebSocketException if the WebSocket was closed by either side, or the connection broke
   * @throws InterruptedException when the scope is cancelled meanwhile; then it is not sent
   */
  public void send(String text) throws WebSocketException, InterruptedException {
    link.out().send(true, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends bytes, as {@link #send(String)} does text.
   *
   * @param bytes not to be changed any more
   */
  public void send(byte[] bytes) throws WebSocketException, InterruptedException {
    link.out().send(false, bytes);
  }

  /**
   * Sends a ping and does not wait for its pong. Silent peers are pinged without this, see {@link
   * WebSocketOptions#pingInterval}.
   *
   * @throws WebSocketException as {@link #send(String)} does
   */
  public void ping() throws WebSocketException, InterruptedException {
    link.out().ping();
  }

  /**
   * Says that nothing more will be sent, after all that was; does not wait. The peer answers in
   * kind: whoever wants to read up to that goes on to {@link #receive} until it is empty. Once
   * either side has closed this does nothing.
   *
   * @param code 1000 to 1003, 1007 to 1014, or one of your own from 3000 to 4999
   * @param reason at most 123 bytes in UTF-8
   * @throws IllegalArgumentException if the code or the reason cannot be sent
   */
  public void close(int code, String reason) {
    link.close(new CloseStatus(code, reason).checked());
  }

  /** The subprotocol that both sides speak, if they agreed on one. */
  public Optional<String> subprotocol() {
    return subprotocol;
  }

  /**
   * Why nothing more comes: what the peer said, {@link CloseStatus#LOST} if the connection broke,
   * or the code with which this side refused what came. Empty while more may come.
   */
  public Optional<CloseStatus> closeStatus() {
    End end = link.in().end();
    return end == null ? Optional.empty() : Optional.of(end.status());
  }
}
