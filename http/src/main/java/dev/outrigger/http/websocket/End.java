package dev.outrigger.http.websocket;

/**
 * How it ended, in one direction or in both.
 *
 * @param inOrder whether the peer said so itself
 */
record End(CloseStatus status, boolean inOrder, String message) {
  static End byPeer(CloseStatus status) {
    return new End(status, true, "the client closed the WebSocket with " + status);
  }

  static End byUs(CloseStatus status) {
    return new End(status, false, "this side closed the WebSocket with " + status);
  }

  static End violated(CloseStatus status) {
    return new End(status, false, "the WebSocket failed with " + status);
  }

  static End lost(String why) {
    return new End(new CloseStatus(CloseStatus.LOST, why), false, "the WebSocket is gone: " + why);
  }

  /** A new one for each who meets it. */
  WebSocketException exception() {
    return new WebSocketException(message, status);
  }
}
