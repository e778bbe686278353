package dev.outrigger.supervisor.metrics;

import dev.outrigger.supervisor.arbiter.Fate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what happens to a service.
 *
 * <p>Threading: the arbiter's thread.
 */
public final class Tally {
  /** A process that was replaced though nothing was wrong with it; it is counted as left, too. */
  public static final String RECYCLED = "recycled";

  private final Map<String, Long> ends = new TreeMap<>();
  private long started;
  private long reloads;
  private long failedReloads;
  private long requestsOfGone;

  /** Nothing has happened yet. */
  public Tally() {
    // Whoever looks for a rise must have seen the beginning.
    for (Fate fate : Fate.values()) {
      ends.put(word(fate), 0L);
    }
    ends.put(RECYCLED, 0L);
  }

  private static String word(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  /** A server process was started. */
  public void started() {
    started++;
  }

  /** One has ended. */
  public void ended(Fate fate) {
    var _ = ends.merge(word(fate), 1L, Long::sum);
  }

  /** What it had answered until then. */
  public void gone(long requests) {
    requestsOfGone += requests;
  }

  /** One is to be replaced for what it has done, or holds. */
  public void recycled() {
    var _ = ends.merge(RECYCLED, 1L, Long::sum);
  }

  /** A reload has come to its end. */
  public void reloaded(boolean done) {
    if (done) {
      reloads++;
    } else {
      failedReloads++;
    }
  }

  /** All of it so far. */
  public Totals totals() {
    return new Totals(started, ends, reloads, failedReloads, requestsOfGone);
  }
}
