package dev.outrigger.pool.mapping;

import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * Where items come from, read chunk by chunk and never further than asked. A source that is slow
 * itself is not waited for until a chunk is full.
 */
final class ItemSource<A extends @Nullable Object> {
  private static final long PATIENCE_NANOS = 2_000_000;
  private static final int CLOCK_EVERY = 64;

  private final Spliterator<A> items;
  private long read;
  private boolean exhausted;
  private boolean slow = true;

  ItemSource(Spliterator<A> items) {
    this.items = items;
  }

  boolean exhausted() {
    return exhausted;
  }

  /**
   * Whether asking it may take for ever: a collection has its items, all else may wait for them.
   */
  boolean mayBlock() {
    return slow || !items.hasCharacteristics(Spliterator.SIZED);
  }

  /** May be empty, at the end. */
  Chunk next(ChunkSize size) {
    Packer packer = new Packer();
    long start = System.nanoTime();
    int lookAtClock = slow ? 1 : CLOCK_EVERY;
    boolean waited = false;
    while (packer.size() < size.items()
        && packer.weight() < ChunkFunction.MAX_WEIGHT
        && !(waited && !size.told())) {
      if (!items.tryAdvance(packer)) {
        exhausted = true;
        break;
      }
      if (packer.size() % lookAtClock == 0) {
        waited = System.nanoTime() - start > PATIENCE_NANOS;
      }
    }
    slow = waited;
    Chunk chunk = new Chunk(packer.packed(), read);
    read += packer.size();
    return chunk;
  }
}
