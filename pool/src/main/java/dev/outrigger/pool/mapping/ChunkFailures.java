package dev.outrigger.pool.mapping;

import dev.outrigger.pool.codec.AnswerMessage;
import java.util.ArrayList;
import java.util.List;

/** Collects in the worker which items of a chunk failed. */
final class ChunkFailures {
  private final List<Integer> at = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private long weight;

  void add(int index, Throwable thrown) {
    byte[] payload = AnswerMessage.failure(0, thrown, (int) ChunkFunction.MAX_WEIGHT).payload();
    at.add(index);
    payloads.add(payload);
    weight += payload.length;
  }

  /** About how many bytes they are. */
  long weight() {
    return weight;
  }

  ChunkAnswer with(Object results, long nanos) {
    return new ChunkAnswer(
        results,
        nanos,
        at.stream().mapToInt(Integer::intValue).toArray(),
        payloads.toArray(new byte[0][]));
  }
}
