package dev.outrigger.pool.stream;

import dev.outrigger.pool.codec.ItemMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.Trust;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inbox part by part, in the thread of whoever wants them.
 *
 * <p>Threading: one thread at a time.
 */
final class Parts<T extends @Nullable Object> implements Iterator<T> {
  private final Inbox inbox;
  private final Trust trust;
  private final Rules rules;
  private final Fate fate;
  private Optional<ByteBuffer> next = Optional.empty();
  private boolean ended;

  /** What becomes of the iteration where there is no next part. */
  interface Fate {
    /** The end was met: returns if it was a good one. */
    void ended();

    /** The reader was interrupted. */
    RuntimeException interrupted();

    /** A part can't be read here. */
    RuntimeException unreadable(Throwable why);
  }

  Parts(Inbox inbox, Trust trust, Rules rules, Fate fate) {
    this.inbox = inbox;
    this.trust = trust;
    this.rules = rules;
    this.fate = fate;
  }

  @Override
  public boolean hasNext() {
    if (next.isPresent()) {
      return true;
    }
    if (!ended) {
      try {
        next = inbox.take();
      } catch (InterruptedException e) {
        throw fate.interrupted();
      }
      ended = next.isEmpty();
    }
    if (ended) {
      fate.ended();
    }
    return !ended;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable, which a cast cannot say
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all parts were read");
    }
    ByteBuffer part = next.orElseThrow();
    next = Optional.empty();
    try {
      return (T) ItemMessage.read(part, trust, rules);
    } catch (Throwable e) {
      throw fate.unreadable(e);
    }
  }
}
