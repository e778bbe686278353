package dev.outrigger.http.websocket;

import java.io.IOException;

/** A WebSocket over which nothing goes any more. */
public final class WebSocketException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient CloseStatus status;

  /** One that tells how the WebSocket ended. */
  public WebSocketException(String message, CloseStatus status) {
    super(message);
    this.status = status;
  }

  /**
   * The code that it ended with: the one that the peer or this side sent, {@link CloseStatus#LOST}
   * if the connection broke.
   */
  public int code() {
    return status.code();
  }

  /** The code with its reason. */
  public CloseStatus status() {
    return status;
  }
}
