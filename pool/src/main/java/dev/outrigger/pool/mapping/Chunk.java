package dev.outrigger.pool.mapping;

import dev.outrigger.pool.PoolTask;
import org.jspecify.annotations.Nullable;

/** Some items on their way, with the index of the first. */
final class Chunk {
  private final Object packed;
  private final long first;
  private @Nullable PoolTask<ChunkAnswer> task;
  private long sendNanos;

  Chunk(Object packed, long first) {
    this.packed = packed;
    this.first = first;
  }

  Object packed() {
    return packed;
  }

  int count() {
    return Packing.count(packed);
  }

  long first() {
    return first;
  }

  void sent(PoolTask<ChunkAnswer> sentTask, long nanos) {
    task = sentTask;
    sendNanos = nanos;
  }

  boolean isSent() {
    return task != null;
  }

  PoolTask<ChunkAnswer> task() {
    if (task == null) {
      throw new IllegalStateException(this + " was not sent");
    }
    return task;
  }

  /** How long writing it took: a large chunk is long too. */
  long sendNanos() {
    return sendNanos;
  }

  /** The items from this one on, as a chunk of its own. */
  Chunk from(int index) {
    return new Chunk(Packing.slice(packed, index, count()), first + index);
  }

  Chunk before(int index) {
    return new Chunk(Packing.slice(packed, 0, index), first);
  }

  @Override
  public String toString() {
    return count() == 1 ? "item " + first : "items " + first + " to " + (first + count() - 1);
  }
}
