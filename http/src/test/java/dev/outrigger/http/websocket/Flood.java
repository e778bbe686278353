package dev.outrigger.http.websocket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A handler that sends until it is stopped. */
public final class Flood implements WebSocketHandler {
  public static final int PIECE = 16 * 1024;

  private final CompletableFuture<Exception> stopped = new CompletableFuture<>();

  @Override
  public void handle(WebSocket socket) throws Exception {
    try {
      while (true) {
        socket.send(new byte[PIECE]);
      }
    } catch (Exception e) {
      stopped.complete(e);
      throw e;
    }
  }

  /** Waits until a send of it fails. */
  public void awaitStop() throws Exception {
    var _ = stopped.get(10, TimeUnit.SECONDS);
  }
}
