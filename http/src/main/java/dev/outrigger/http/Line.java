package dev.outrigger.http;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that wait behind the one that runs. When there are too many of them,
 * or when what follows the last may be another protocol, nothing more is read.
 *
 * <p>Threading: on the loop.
 */
final class Line {
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>(1);
  private final Reception reception;
  private final int longest;

  Line(Reception reception, int longest) {
    this.reception = reception;
    this.longest = longest;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(Exchange exchange) {
    waiting.add(exchange);
    if (waiting.size() >= longest) {
      reception.lineFull();
    }
  }

  /** The one whose turn it is; null if nobody waits. */
  @Nullable Exchange next() {
    Exchange first = waiting.poll();
    if (first != null && !first.head().asksForUpgrade()) {
      reception.lineHasRoom();
    }
    return first;
  }

  /** Nobody in it is answered any more; returns how many that were. */
  int close() {
    int count = waiting.size();
    waiting.forEach(Exchange::close);
    waiting.clear();
    return count;
  }
}
