package dev.outrigger.runtime.sync;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One place in the list that all subscribers of a broadcast walk along: an item, or the end. Places
 * are counted, so that the distance tells how much lies between two.
 */
final class Node<T> {
  private final long number;
  private final long seenBy;
  private final @Nullable T item;
  private final @Nullable End end;
  private final AtomicReference<@Nullable Node<T>> next = new AtomicReference<>();

  private Node(long number, long seenBy, @Nullable T item, @Nullable End end) {
    this.number = number;
    this.seenBy = seenBy;
    this.item = item;
    this.end = end;
  }

  /** Why there is no more; no message: an ordinary end. */
  record End(@Nullable String message, @Nullable Throwable cause) {
    static final End ORDINARY = new End(null, null);
  }

  /** The place before the first item. */
  static <T> Node<T> origin() {
    return new Node<>(0, 0, null, null);
  }

  /** An end in no list. */
  static <T> Node<T> ending(End why) {
    return new Node<>(0, 0, null, why);
  }

  Node<T> followedByItem(long lastMember, T sent) {
    return new Node<>(number + 1, lastMember, sent, null);
  }

  Node<T> followedByEnd(End why) {
    return new Node<>(number + 1, 0, null, why);
  }

  long number() {
    return number;
  }

  /** The last subscriber that the sender knew. */
  long seenBy() {
    return seenBy;
  }

  @Nullable T item() {
    return item;
  }

  @Nullable End end() {
    return end;
  }

  @Nullable Node<T> next() {
    return next.get();
  }

  /** Whether this was the last place until now. */
  boolean append(Node<T> following) {
    return next.compareAndSet(null, following);
  }
}
