package dev.outrigger.pool.mapping;

import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.codec.AnswerMessage;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs a function for each item of a chunk, in the worker. */
public record ChunkFunction<A extends @Nullable Object, T extends @Nullable Object>(
    RemoteFunction<A, T> function) implements RemoteFunction<Object, ChunkAnswer> {
  /** From here on no more items are begun, so that the answer fits into a frame. */
  static final long MAX_WEIGHT = 4 << 20;

  private static final byte[] NO_FAILURE = {};

  @Override
  public ChunkAnswer apply(Object packed) {
    long start = System.nanoTime();
    Packer results = new Packer();
    byte[] failure = NO_FAILURE;
    int count = Packing.count(packed);
    try {
      for (int i = 0; i < count && results.weight() < MAX_WEIGHT; i++) {
        results.accept(applyTo(packed, i));
      }
    } catch (Throwable thrown) {
      failure = AnswerMessage.failure(0, thrown, (int) MAX_WEIGHT).payload();
    }
    return new ChunkAnswer(results.packed(), System.nanoTime() - start, failure);
  }

  @SuppressWarnings("unchecked")
  private T applyTo(Object packed, int index) throws Exception {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted before the next item of its chunk");
    }
    return ((RemoteFunction<@Nullable Object, T>) function).apply(Packing.at(packed, index));
  }
}
