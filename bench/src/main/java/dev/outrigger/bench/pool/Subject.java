package dev.outrigger.bench.pool;

import java.util.List;

/** What is measured, in the order of the table. */
enum Subject {
  IDLE("no-op, 10 ms pauses", "us", "p50 50", 300, true),
  WARM("no-op, without pause", "us", "p50 15", 5_000, true),
  BURST("burst of no-ops, 2 workers", "tasks/s", "100,000", 20_000, false),
  MAP("map over integers, 2 workers", "items/s", "10,000,000", 4_000_000, false),
  MAP_UNORDERED("the same, in any order", "items/s", "10,000,000", 4_000_000, false),
  COPY("double[8,000,000] by copy", "ms", "40", 5, true),
  LEASE("double[8,000,000] by lease", "ms", "1", 20, true),
  SPAWN("spawn to first result", "ms", "120", 3, true),
  SPAWN_BARE("the same, no archive (Python: spawn)", "ms", "", 3, true),
  SUCCESSOR("kill to next task's result", "ms", "5", 3, true),
  MEMORY("RSS of an idle worker", "MB", "60", 1, true);

  private final String title;
  private final String unit;
  private final String target;
  private final int count;
  private final boolean lowerIsBetter;

  Subject(String title, String unit, String target, int count, boolean lowerIsBetter) {
    this.title = title;
    this.unit = unit;
    this.target = target;
    this.count = count;
    this.lowerIsBetter = lowerIsBetter;
  }

  String title() {
    return title + ", " + unit;
  }

  String target() {
    return target;
  }

  /** How much is done in one round at the given scale, which is 1 for a full run. */
  int count(double scale) {
    return (int) Math.max(1, count * scale);
  }

  /** Two figures are of interest where a single task is waited for. */
  boolean hasTail() {
    return this == IDLE || this == WARM;
  }

  /** Whether enough is done in a round for the CPU time of a single one to be told. */
  boolean hasCpu() {
    return List.of(IDLE, WARM, BURST, MAP, MAP_UNORDERED, COPY).contains(this);
  }

  boolean lowerIsBetter() {
    return lowerIsBetter;
  }
}
