package dev.outrigger.web.events;

import dev.outrigger.http.ResponseStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Where events are sent. Each goes out at once; while the client is behind by more than 64 KiB, the
 * sender waits.
 *
 * <p>Threading: any task may send.
 */
public final class EventStream {
  private final ResponseStream out;
  private final Function<Object, String> json;
  private final Optional<String> lastId;
  // The heartbeat writes too, in a task of its own.
  private final ReentrantLock turn = new ReentrantLock();

  EventStream(ResponseStream out, Function<Object, String> json, Optional<String> lastId) {
    this.out = out;
    this.json = json;
    this.lastId = lastId;
  }

  /** The id of the last event that this client had before it connected again, if it tells one. */
  public Optional<String> lastId() {
    return lastId;
  }

  /** Sends text. */
  public void send(String data) throws IOException, InterruptedException {
    send(Event.of(data));
  }

  /** Sends a value as JSON. */
  public void json(Object value) throws IOException, InterruptedException {
    send(json.apply(value));
  }

  /** Sends an event. */
  public void send(Event event) throws IOException, InterruptedException {
    write(event.text());
  }

  /** Sends a line that clients pass over. */
  public void comment(String text) throws IOException, InterruptedException {
    var lines = new StringBuilder();
    Event.appendLines(lines, ": ", text);
    write(lines.append('\n').toString());
  }

  private void write(String text) throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      out.write(text);
      out.flush();
    } finally {
      turn.unlock();
    }
  }
}
