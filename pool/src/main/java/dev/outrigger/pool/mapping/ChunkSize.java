package dev.outrigger.pool.mapping;

import java.util.OptionalInt;

/**
 * How many items make a chunk: as told, or so many that the work is worth the trip and a chunk is
 * still short. Begins with one item and grows by the time that items turn out to take.
 *
 * <p>Threading: by the thread that reads the results.
 */
final class ChunkSize {
  /** A trip takes tens of microseconds: at this length it costs a few percent. */
  static final long TARGET_NANOS = 3_000_000;

  static final int MAX = 1 << 17;
  private static final int GROWTH = 4;

  private final boolean told;
  private int most = MAX;
  private int items;
  private double nanosPerItem;

  ChunkSize(OptionalInt told) {
    this.told = told.isPresent();
    this.items = told.orElse(1);
  }

  int items() {
    return items;
  }

  boolean told() {
    return told;
  }

  /** So many items took so long. */
  void took(int count, long nanos) {
    if (told || count == 0) {
      return;
    }
    double now = (double) nanos / count;
    nanosPerItem = nanosPerItem == 0 ? now : (nanosPerItem + now) / 2;
    double ideal = TARGET_NANOS / Math.max(nanosPerItem, 1);
    // A short chunk says little of a long one, so the next is only some times as long.
    items =
        (int)
            Math.clamp(ideal, 1, Math.min(most, (double) GROWTH * Math.max(count, items / GROWTH)));
  }

  /** So many were too large to be sent. */
  void tooLarge(int count) {
    most = Math.max(1, count / 2);
    items = Math.min(items, most);
  }
}
