package dev.outrigger.bench.heavy;

import java.util.Arrays;
import java.util.Locale;

/** What was measured, and how many answers were none. Safe for use by several threads. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int count;
  private int errors;
  private String firstError = "";

  synchronized void add(boolean good, long latency) {
    if (!good) {
      errors++;
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = latency;
  }

  synchronized void failed(Exception e) {
    errors++;
    firstError = firstError.isEmpty() ? e.toString() : firstError;
  }

  synchronized int count() {
    return count;
  }

  synchronized int errors() {
    return errors;
  }

  synchronized String firstError() {
    return firstError;
  }

  /** In milliseconds; the share is between 0 and 1. */
  synchronized double quantile(double share) {
    if (count == 0) {
      throw new IllegalStateException("nothing was measured " + firstError);
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.round(share * count))] / 1e6;
  }

  @Override
  public synchronized String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms   %d answers, %d errors %s",
        quantile(0.5),
        quantile(0.99),
        quantile(1),
        count,
        errors,
        firstError);
  }
}
