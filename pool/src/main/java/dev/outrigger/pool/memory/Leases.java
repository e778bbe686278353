package dev.outrigger.pool.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The shared memory that one task of a worker sees. It ends with the task: what the task keeps of
 * it can't be used any more, and the parent has the memory for itself again.
 *
 * <p>Threading: opened by the task's own thread; the memory may be used by any.
 */
public final class Leases {
  private static final ScopedValue<Leases> CURRENT = ScopedValue.newInstance();

  private final Places places;
  private final Arena arena = Arena.ofShared();
  private boolean used;

  private Leases(Places places) {
    this.places = places;
  }

  /** Those of the task that this thread is running; empty: this is no worker. */
  public static Optional<Leases> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Where the memory of this worker's parent is found. */
  public Places places() {
    return places;
  }

  /** Runs a task, from the reading of its arguments to the writing of its result. */
  public static <R, E extends Throwable> R during(Places places, ScopedValue.CallableOp<R, E> task)
      throws E {
    Leases leases = new Leases(places);
    try {
      return ScopedValue.where(CURRENT, leases).call(task);
    } finally {
      leases.end();
    }
  }

  /** Its memory, without a copy; writable only if the parent gave it so. */
  public MemorySegment open(Ref ref, boolean writable) throws IOException {
    used = true;
    return Uninterrupted.io(() -> Bulk.map(places.file(ref), ref.bytes(), writable, arena));
  }

  private void end() {
    if (used) {
      try {
        arena.close();
      } catch (IllegalStateException _) {
        // Another thread of the task is in the midst of a system call on it; the process keeps the
        // memory until it ends.
      }
    }
  }
}
