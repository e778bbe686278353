package dev.outrigger.http.websocket;

/** What a task has left to be sent. */
sealed interface Outgoing {
  /** A whole message. */
  @SuppressWarnings("ArrayRecordComponent")
  record Data(boolean text, boolean compressed, byte[] payload) implements Outgoing {}

  /** A ping of the handler's own. */
  record Ping() implements Outgoing {}

  /** The last thing that is said. */
  record Close(CloseStatus status) implements Outgoing {}
}
