package dev.outrigger.pool.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message names but does not hold itself. It is collected while the message is written, also
 * from deep within the objects that it is made of, and held until the message's task is over.
 *
 * <p>Threading: collected by one thread; released by any.
 */
public final class Cargo {
  private static final ScopedValue<Cargo> LOADING = ScopedValue.newInstance();

  private List<Region> held = new ArrayList<>();

  /** The cargo of the message that this thread is writing. */
  public static Optional<Cargo> loading() {
    return LOADING.isBound() ? Optional.of(LOADING.get()) : Optional.empty();
  }

  /** Writes a message. Whatever it throws: then nothing is held. */
  public <R, E extends Throwable> R load(ScopedValue.CallableOp<R, E> writing) throws E {
    boolean done = false;
    try {
      R written = ScopedValue.where(LOADING, this).call(writing);
      done = true;
      return written;
    } finally {
      if (!done) {
        release();
      }
    }
  }

  /** Holds it for the message. */
  public synchronized void hold(Region region) {
    region.hold();
    held.add(region);
  }

  /** Takes over the hold of its maker. */
  synchronized void take(Region region) {
    held.add(region);
  }

  /** Whether the message holds all that it says. */
  public synchronized boolean isEmpty() {
    return held.isEmpty();
  }

  /** The message's task is over; what is called again does nothing. */
  public void release() {
    List<Region> released;
    synchronized (this) {
      released = held;
      held = new ArrayList<>();
    }
    released.forEach(Region::release);
  }
}
