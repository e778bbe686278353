package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Times;
import java.time.Duration;

/**
 * Counts durations in buckets whose width grows with their size: eight for each power of two, so
 * the middle of one is off by a sixteenth at most.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Histogram {
  private static final int BITS = 3;
  private static final int PER_OCTAVE = 1 << BITS;

  private final long[] buckets = new long[64 * PER_OCTAVE];
  private long count;
  private double sum;
  private long max;

  void add(long nanos) {
    long time = Math.max(0, nanos);
    buckets[bucket(time)]++;
    count++;
    sum += time;
    max = Math.max(max, time);
  }

  private static int bucket(long time) {
    if (time < PER_OCTAVE) {
      return (int) time;
    }
    int octave = 63 - Long.numberOfLeadingZeros(time);
    int part = (int) (time >>> (octave - BITS)) - PER_OCTAVE;
    return (octave - BITS + 1) * PER_OCTAVE + part;
  }

  private static long middle(int bucket) {
    if (bucket < PER_OCTAVE) {
      return bucket;
    }
    int shift = bucket / PER_OCTAVE - 1;
    long low = (long) (bucket % PER_OCTAVE + PER_OCTAVE) << shift;
    return low + (1L << shift) / 2;
  }

  private Duration quantile(double part) {
    long rank = (long) Math.ceil(count * part);
    long seen = 0;
    for (int i = 0; i <= bucket(max); i++) {
      seen += buckets[i];
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(Math.min(middle(i), max));
      }
    }
    return Duration.ZERO;
  }

  Times look() {
    Duration mean = Duration.ofNanos(count == 0 ? 0 : (long) (sum / count));
    return new Times(count, mean, quantile(0.5), quantile(0.99), Duration.ofNanos(max));
  }
}
