package dev.outrigger.bench.pool;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What one round gave.
 *
 * @param middle the median, or the rate; in the unit of its subject
 * @param tail the 99th percentile, or the same as the median
 */
record Sample(double middle, double tail) {
  static Sample of(double figure) {
    return new Sample(figure, figure);
  }

  /** Of times in nanoseconds, told in a unit of so many. */
  static Sample ofTimes(LongStream nanos, double unit) {
    long[] sorted = nanos.sorted().toArray();
    return new Sample(at(sorted, 0.5) / unit, at(sorted, 0.99) / unit);
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
