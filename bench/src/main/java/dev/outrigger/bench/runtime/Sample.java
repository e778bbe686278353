package dev.outrigger.bench.runtime;

/**
 * What one round gave.
 *
 * @param figure microseconds for each by the clock, or bytes for each
 * @param cost microseconds of CPU time for each, or milliseconds until all were awake
 */
record Sample(double figure, double cost) {
  /** Of nanoseconds for so many together. */
  static Sample each(int count, double nanos, double cpuNanos) {
    return new Sample(nanos / count / 1e3, cpuNanos / count / 1e3);
  }
}
