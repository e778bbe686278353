package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/**
 * Where a task puts its parts, one by one; see {@link ProcessPool#stream}.
 *
 * <p>Threading: any thread of the task; parts of one thread keep their order.
 */
public interface Emitter<T extends @Nullable Object> {
  /**
   * Sends a part to the caller. Waits while the caller is more than 256 parts, or 1 MiB, behind.
   *
   * @throws InterruptedException if the task is cancelled meanwhile
   * @throws IllegalArgumentException if the part can't be sent or is too large; the task may go on
   * @throws IllegalStateException if the task is over
   */
  void emit(T part) throws InterruptedException;
}
