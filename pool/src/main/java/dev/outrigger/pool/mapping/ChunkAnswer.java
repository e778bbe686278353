package dev.outrigger.pool.mapping;

import dev.outrigger.pool.wire.ProtocolException;
import java.io.Serializable;

/**
 * What a worker made of a chunk: the results from its first item on, packed. If there are fewer
 * results than items and none failed, the rest was left since the answer had become large.
 *
 * @param failedAt which items failed, ascending, counted within the chunk. Where the first failure
 *     ends a map there is one at most, and the results end before it; where it goes on, a null
 *     stands among the results for each
 * @param failures for each of those the payload of an answer that says so
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChunkAnswer(Object results, long nanos, int[] failedAt, byte[][] failures)
    implements Serializable {
  /** It comes from a process that may send anything. */
  ChunkAnswer checked(int items, boolean goesOn) throws ProtocolException {
    int count = Packing.count(results);
    boolean good = count <= items && failedAt.length == failures.length;
    for (int at : failedAt) {
      good &= goesOn ? at >= 0 && at < count : at == count && count < items;
    }
    if (!good) {
      throw new ProtocolException("an answer to a chunk that contradicts itself");
    }
    return this;
  }
}
