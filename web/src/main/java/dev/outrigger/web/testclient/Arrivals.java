package dev.outrigger.web.testclient;

import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.Message;
import dev.outrigger.http.websocket.WebSocketException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What comes to one side of a WebSocket, up to its end.
 *
 * <p>Threading: one reads at a time; any thread puts in.
 */
final class Arrivals {
  private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
  private volatile @Nullable Arrival end;

  /** One thing that comes. */
  private sealed interface Arrival {}

  private record Said(Message message) implements Arrival {}

  private record Closed(CloseStatus status) implements Arrival {}

  private record Lost(String why) implements Arrival {}

  void said(Message message) {
    queue.add(new Said(message));
  }

  void closed(CloseStatus status) {
    queue.add(new Closed(status));
  }

  void lost(String why) {
    queue.add(new Lost(why));
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** The next message; empty if the other side has closed, each time. */
  Optional<Message> next() throws WebSocketException, InterruptedException {
    Arrival known = end;
    Arrival next = known == null ? queue.take() : known;
    return switch (next) {
      case Said(Message message) -> Optional.of(message);
      case Closed _ -> {
        end = next;
        yield Optional.empty();
      }
      case Lost(String why) -> {
        end = next;
        throw new WebSocketException(
            "the WebSocket is gone: " + why, new CloseStatus(CloseStatus.LOST, why));
      }
    };
  }

  /** Why nothing more comes, once the reader has met that. */
  Optional<CloseStatus> status() {
    return switch (end) {
      case Closed(CloseStatus status) -> Optional.of(status);
      case Lost(String why) -> Optional.of(new CloseStatus(CloseStatus.LOST, why));
      case null, default -> Optional.empty();
    };
  }

  /** Reads to the end. */
  CloseStatus awaitStatus() throws WebSocketException, InterruptedException {
    while (next().isPresent()) {
      // Nobody wants it.
    }
    return status().orElseThrow();
  }
}
