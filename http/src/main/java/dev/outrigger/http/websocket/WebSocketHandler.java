package dev.outrigger.http.websocket;

/** What speaks with one client over a WebSocket. */
@FunctionalInterface
public interface WebSocketHandler {
  /**
   * Speaks with the client, and may wait for anything meanwhile. When it returns, the WebSocket is
   * closed with 1000, if it is not closed yet; when it throws, with 1011, and the failure is
   * logged. An exception of a WebSocket that has ended need not be caught.
   *
   * <p>Threading: in a task of its own on the loop of its connection, in the scope of the request,
   * which is cancelled when the connection is lost.
   */
  void handle(WebSocket socket) throws Exception;
}
