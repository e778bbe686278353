package dev.outrigger.http.websocket;

import java.util.Optional;

/**
 * A WebSocket, as the server's side sees it. It ends with its handler.
 *
 * <p>Threading: one task at a time receives; any number of tasks send, whole messages, one after
 * the other in the order in which they asked. No method may be called by a step on a loop's own
 * thread.
 */
public interface WebSocket {
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
  Optional<Message> receive() throws WebSocketException, InterruptedException;

  /**
   * Sends a text. Returns when it is on its way, which is not yet when it has arrived; waits while
   * 64 KiB of earlier messages are on theirs.
   *
   * @throws WebSocketException if the WebSocket was closed by either side, or the connection broke
   * @throws InterruptedException when the scope is cancelled meanwhile; then it is not sent
   */
  void send(String text) throws WebSocketException, InterruptedException;

  /**
   * Sends bytes, as {@link #send(String)} does text.
   *
   * @param bytes not to be changed any more
   */
  void send(byte[] bytes) throws WebSocketException, InterruptedException;

  /**
   * Sends a ping and does not wait for its pong. Silent peers are pinged without this, see {@link
   * WebSocketOptions#pingInterval}.
   *
   * @throws WebSocketException as {@link #send(String)} does
   */
  void ping() throws WebSocketException, InterruptedException;

  /**
   * Says that nothing more will be sent, after all that was; does not wait. The peer answers in
   * kind: whoever wants to read up to that goes on to {@link #receive} until it is empty. Once
   * either side has closed this does nothing.
   *
   * @param code 1000 to 1003, 1007 to 1014, or one of your own from 3000 to 4999
   * @param reason at most 123 bytes in UTF-8
   * @throws IllegalArgumentException if the code or the reason cannot be sent
   */
  void close(int code, String reason);

  /** The subprotocol that both sides speak, if they agreed on one. */
  Optional<String> subprotocol();

  /**
   * Why nothing more comes: what the peer said, {@link CloseStatus#LOST} if the connection broke,
   * or the code with which this side refused what came. Empty while more may come.
   */
  Optional<CloseStatus> closeStatus();
}
