package dev.outrigger.bench.pool;

import java.util.Optional;

/** A pool of worker processes that is measured beside others. */
interface Contender extends AutoCloseable {
  String name();

  /**
   * Measures this once, with so many tasks, items or repetitions; empty: it can't do that.
   *
   * @throws Exception if the pool failed
   */
  Optional<Sample> measure(Subject subject, int count) throws Exception;

  /** The process whose CPU time, with that of all its children, is the contender's. */
  long pid();

  @Override
  void close();
}
