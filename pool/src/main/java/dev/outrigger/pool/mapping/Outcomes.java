package dev.outrigger.pool.mapping;

import dev.outrigger.pool.Outcome;
import dev.outrigger.pool.TaskFailedException;
import java.util.function.IntFunction;

/** Makes of the answer to a chunk what became of each of its items. */
final class Outcomes {
  private Outcomes() {}

  /** The function says how the n-th of the failures reads. */
  static Object[] of(Chunk chunk, ChunkAnswer answer, IntFunction<TaskFailedException> failure) {
    int count = Packing.count(answer.results());
    Object[] outcomes = new Object[count];
    for (int i = 0; i < count; i++) {
      outcomes[i] = new Outcome.Value<>(chunk.first() + i, Packing.at(answer.results(), i));
    }
    for (int n = 0; n < answer.failures().length; n++) {
      int at = answer.failedAt()[n];
      outcomes[at] = new Outcome.Failed<>(chunk.first() + at, failure.apply(n));
    }
    return outcomes;
  }

  /** There is no answer. */
  static Object[] lost(Chunk chunk, TaskFailedException failure) {
    Object[] outcomes = new Object[chunk.count()];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = new Outcome.Failed<>(chunk.first() + i, failure);
    }
    return outcomes;
  }
}
