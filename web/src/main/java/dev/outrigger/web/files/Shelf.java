package dev.outrigger.web.files;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps files in memory, up to a weight. Who needs room looks at each in the order of their coming:
 * what was wanted meanwhile goes to the end of the line, what was not goes (the clock algorithm).
 * So a look costs no more than that into a table, and one request for each of many files does not
 * drive out those that are asked for often.
 *
 * <p>Threading: any. The lock guards the line and the weight; a look takes none.
 */
final class Shelf {
  private final long capacity;
  private final ConcurrentHashMap<String, Kept> table = new ConcurrentHashMap<>();
  private final ArrayDeque<Entry> line = new ArrayDeque<>();
  private long weight;

  private record Entry(String path, Kept kept) {}

  /**
   * @param capacity in bytes; 0 to keep nothing
   */
  Shelf(long capacity) {
    this.capacity = capacity;
  }

  Optional<Kept> find(String path) {
    Kept kept = table.get(path);
    if (kept == null) {
      return Optional.empty();
    }
    kept.want();
    return Optional.of(kept);
  }

  void put(String path, Kept kept) {
    if (kept.weight() > capacity / 2) {
      remove(path);
      return;
    }
    synchronized (line) {
      table.put(path, kept);
      line.add(new Entry(path, kept));
      weight += kept.weight();
      while (weight > capacity) {
        makeRoom();
      }
    }
  }

  private void makeRoom() {
    Entry oldest = line.remove();
    if (table.get(oldest.path) == oldest.kept && oldest.kept.takeWanted()) {
      line.add(oldest);
    } else {
      boolean _ = table.remove(oldest.path, oldest.kept);
      weight -= oldest.kept.weight();
    }
  }

  void remove(String path) {
    var _ = table.remove(path);
  }

  /** How many bytes are kept, or were until lately. */
  long weight() {
    synchronized (line) {
      return weight;
    }
  }
}
