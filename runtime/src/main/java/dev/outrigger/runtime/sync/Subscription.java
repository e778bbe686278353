package dev.outrigger.runtime.sync;

import dev.outrigger.runtime.Scope;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * What one subscriber gets of a {@link Broadcast}, until it closes this.
 *
 * <p>Threading: all methods from any thread; each item goes to one of the callers. All but {@link
 * #next} wait for nobody.
 */
public final class Subscription<T> implements AutoCloseable {
  private final Broadcast<T> broadcast;
  private final long number;
  private final int capacity;
  private final WhenSlow whenSlow;
  private final Limiter room;
  private final Line line = new Line();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * The place of the last item that was taken. It moves along the list, or jumps to an end of its
   * own: closed, or too slow.
   */
  private final AtomicReference<Node<T>> seen;

  Subscription(Broadcast<T> broadcast, long number, int capacity, WhenSlow whenSlow, Node<T> last) {
    this.broadcast = broadcast;
    this.number = number;
    this.capacity = capacity;
    this.whenSlow = whenSlow;
    this.room = Limiter.of(capacity);
    this.seen = new AtomicReference<>(last);
  }

  /**
   * A subscription at one moment.
   *
   * @param buffered how many items wait to be taken
   * @param dropped how many it has missed ({@link WhenSlow#DROP_OLDEST})
   */
  public record Statistics(long buffered, long dropped) {}

  /**
   * Waits for the next item; empty when the broadcast or this subscription was closed and what had
   * been sent before is taken. A wait that is cancelled takes nothing.
   *
   * @throws BroadcastEndedException if the broadcast was closed with an error, once what had been
   *     sent before is taken; at once if this subscriber was too slow ({@link WhenSlow#END})
   * @throws dev.outrigger.runtime.CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the wait
   */
  public Optional<T> next() throws InterruptedException {
    Scope.checkpoint();
    while (true) {
      Optional<Node<T>> place = take();
      if (place.isPresent()) {
        return contents(place.get());
      }
      Waiter waiter = line.join();
      if (comes().isPresent()) {
        line.leave(waiter);
      } else {
        line.await(waiter, this);
      }
    }
  }

  /** The next place if there is one; an end stays where it is, for whoever else asks. */
  Optional<Node<T>> take() {
    while (true) {
      Node<T> from = seen.get();
      Node<T> to = from.end() == null ? from.next() : from;
      if (to == null || to.end() != null) {
        return Optional.ofNullable(to);
      }
      if (seen.compareAndSet(from, to) && isMine(to)) {
        if (whenSlow == WhenSlow.WAIT) {
          room.giveBack();
        }
        return Optional.of(to);
      }
    }
  }

  private Optional<Node<T>> comes() {
    Node<T> from = seen.get();
    return Optional.ofNullable(from.end() == null ? from.next() : from);
  }

  /** A sender that waits for room takes it from those that it knew when it began. */
  private boolean isMine(Node<T> node) {
    return whenSlow != WhenSlow.WAIT || node.seenBy() >= number;
  }

  private Optional<T> contents(Node<T> place) {
    Node.End end = place.end();
    if (end != null && end.message() != null) {
      throw new BroadcastEndedException(end.message(), end.cause());
    }
    return Optional.ofNullable(place.item());
  }

  boolean makesSendersWait() {
    return whenSlow == WhenSlow.WAIT;
  }

  Limiter room() {
    return room;
  }

  /** The list has become longer. */
  void tell(Node<T> last) {
    if (whenSlow == WhenSlow.DROP_OLDEST) {
      dropDownTo(last);
    } else if (whenSlow == WhenSlow.END && isTooFarBehind(seen.get(), last)) {
      endForBeingSlow(last);
    }
    if (last.end() == null) {
      boolean _ = line.wakeFirst();
    } else {
      openRoom();
      line.wakeAll();
    }
  }

  private boolean isTooFarBehind(Node<T> place, Node<T> last) {
    return place.end() == null && last.end() == null && last.number() - place.number() > capacity;
  }

  private void dropDownTo(Node<T> last) {
    for (Node<T> place = seen.get(); isTooFarBehind(place, last); place = seen.get()) {
      Node<T> following = place.next();
      if (following != null && seen.compareAndSet(place, following)) {
        dropped.incrementAndGet();
      }
    }
  }

  private void endForBeingSlow(Node<T> last) {
    UnaryOperator<Node<T>> end =
        place ->
            isTooFarBehind(place, last)
                ? Node.ending(
                    new Node.End(
                        "the subscriber was too slow: its buffer of "
                            + capacity
                            + " was full; give it more room, or let the sender wait",
                        null))
                : place;
    if (seen.updateAndGet(end).end() != null) {
      broadcast.remove(this);
      line.wakeAll();
    }
  }

  /** How it stands. */
  public Statistics statistics() {
    long buffered = 0;
    Node<T> place = seen.get();
    for (Node<T> next = place.next(); next != null; next = next.next()) {
      buffered += next.end() == null && isMine(next) ? 1 : 0;
    }
    return new Statistics(buffered, dropped.get());
  }

  /** Nothing more is wanted: what was not taken goes, and senders don't wait for it any more. */
  @Override
  public void close() {
    broadcast.remove(this);
    Node<T> closed = Node.ending(Node.End.ORDINARY);
    seen.updateAndGet(place -> place.end() == null ? closed : place);
    openRoom();
    line.wakeAll();
  }

  private void openRoom() {
    room.resize(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "subscription " + number;
  }
}
