package dev.outrigger.pool.mapping;

import dev.outrigger.pool.RemoteFunction;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function for each item of a chunk, in the worker.
 *
 * @param goesOn whether an item that fails leaves the others alone
 */
public record ChunkFunction<A extends @Nullable Object, T extends @Nullable Object>(
    RemoteFunction<A, T> function, boolean goesOn) implements RemoteFunction<Object, ChunkAnswer> {
  /** From here on no more items are begun, so that the answer fits into a frame. */
  static final long MAX_WEIGHT = 4 << 20;

  @Override
  public ChunkAnswer apply(Object packed) {
    long start = System.nanoTime();
    Packer results = new Packer();
    ChunkFailures failures = new ChunkFailures();
    int count = Packing.count(packed);
    for (int i = 0; i < count && results.weight() + failures.weight() < MAX_WEIGHT; i++) {
      if (goesOn && i > 0 && Thread.currentThread().isInterrupted()) {
        break; // It is to stop; if that was the function's own doing, the rest is sent again.
      }
      try {
        results.accept(applyTo(packed, i));
      } catch (Throwable thrown) {
        failures.add(i, thrown);
        if (!goesOn) {
          break;
        }
        results.accept(null);
        if (thrown instanceof InterruptedException) {
          break;
        }
      }
    }
    return failures.with(results.packed(), System.nanoTime() - start);
  }

  @SuppressWarnings("unchecked")
  private T applyTo(Object packed, int index) throws Exception {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before the next item of its chunk");
    }
    return ((RemoteFunction<@Nullable Object, T>) function).apply(Packing.at(packed, index));
  }
}
