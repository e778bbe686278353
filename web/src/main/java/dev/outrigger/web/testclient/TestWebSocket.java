package dev.outrigger.web.testclient;

import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.Message;
import java.io.IOException;
import java.util.Optional;

/**
 * The client's side of a WebSocket, from {@link TestClient#webSocket(String)}.
 *
 * <p>Threading: for one thread at a time.
 */
public interface TestWebSocket extends AutoCloseable {

  /** Sends a text; does not wait until it has arrived. */
  void send(String text) throws IOException, InterruptedException;

  /** Sends bytes. */
  void send(byte[] bytes) throws IOException, InterruptedException;

  /**
   * The next message; waits for it. Empty when the server has closed, after all that it sent
   * before.
   *
   * @throws IOException if the WebSocket broke off without a word
   */
  Optional<Message> receive() throws IOException, InterruptedException;

  /**
   * The next message, which is to be a text.
   *
   * @throws IOException if it is none, or none comes
   */
  default String text() throws IOException, InterruptedException {
    Optional<Message> next = receive();
    if (next.isPresent() && next.get() instanceof Message.Text(String text)) {
      return text;
    }
    throw new IOException("expected a text, but " + described(next));
  }

  /**
   * The next message, which is to be of bytes.
   *
   * @throws IOException if it is none, or none comes
   */
  default byte[] bytes() throws IOException, InterruptedException {
    Optional<Message> next = receive();
    if (next.isPresent() && next.get() instanceof Message.Binary(byte[] bytes)) {
      return bytes;
    }
    throw new IOException("expected bytes, but " + described(next));
  }

  private String described(Optional<Message> next) throws IOException, InterruptedException {
    return next.isPresent() ? next.get() + " came" : "the server closed with " + closed();
  }

  /**
   * Why the server has closed; waits until it has, and drops the messages before.
   *
   * @throws IOException if the WebSocket broke off without a word
   */
  CloseStatus closed() throws IOException, InterruptedException;

  /** The subprotocol that was agreed on. */
  Optional<String> subprotocol();

  /**
   * Says that nothing more will be sent. What the server sends until it answers can be received
   * still. Does nothing if either side has closed.
   *
   * @param code 1000, or one of your own from 3000 to 4999; others only without a socket
   */
  void close(int code, String reason);

  /** Goes away without a word, as a client does whose connection breaks. */
  void leave();

  /** Closes with 1000. */
  @Override
  default void close() {
    close(CloseStatus.NORMAL, "");
  }
}
