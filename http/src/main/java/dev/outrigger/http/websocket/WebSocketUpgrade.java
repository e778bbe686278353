package dev.outrigger.http.websocket;

import dev.outrigger.http.Upgrade;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The upgrade to a WebSocket, as {@link WebSockets#accept(dev.outrigger.http.HttpRequest,
 * WebSocketHandler)} answers with it. It can be spoken without a connection too, which tests do.
 */
public interface WebSocketUpgrade extends Upgrade {

  /** The subprotocol that both sides agreed on. */
  Optional<String> subprotocol();

  /**
   * Lets the handler speak over this WebSocket, in place of one over a connection, and logs what it
   * throws.
   *
   * @param isOver whether the WebSocket has ended, so that a failure which tells so is none
   * @return what to close it with, if that is still to be done
   */
  CloseStatus speak(WebSocket socket, BooleanSupplier isOver);
}
