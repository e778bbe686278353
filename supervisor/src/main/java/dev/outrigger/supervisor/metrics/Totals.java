package dev.outrigger.supervisor.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted since an arbiter began.
 *
 * @param started server processes
 * @param ends how many ended, by the word for why
 * @param reloads that were done
 * @param failedReloads that were given up
 * @param requestsOfGone what processes had answered that are no more
 */
public record Totals(
    long started, Map<String, Long> ends, long reloads, long failedReloads, long requestsOfGone) {
  /** Keeps its own copy, in an order that does not change. */
  public Totals {
    ends = new TreeMap<>(ends);
  }
}
