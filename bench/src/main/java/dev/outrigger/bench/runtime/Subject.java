package dev.outrigger.bench.runtime;

import java.util.EnumSet;

/** What is measured, in the order of the report. */
enum Subject {
  SPAWN("spawn and join, one after the other", "us", "no dearer than a virtual thread", 200_000),
  SPAWN_MANY(
      "spawn and join, a thousand at a time", "us", "no dearer than a virtual thread", 500_000),
  PARK("a switch between two tasks, by park and unpark", "us", "0.5 us", 1_000_000),
  YIELD("a switch between two tasks, by yield", "us", "0.5 us", 1_000_000),
  TIMEOUT("a time-out around a call that returns at once", "us", "0.3 us", 1_000_000),
  ECHO_1("echo of 64 bytes, 1 connection", "us", "Netty's and 10 %", 40_000),
  ECHO_50("echo of 64 bytes, 50 connections", "us", "Netty's and 10 %", 100_000),
  SLEEP("a million tasks asleep", "bytes each", "1,024 more than a virtual thread", 1_000_000);

  static final int BATCH = 1_000;

  private final String title;
  private final String unit;
  private final String target;
  private final int count;

  Subject(String title, String unit, String target, int count) {
    this.title = title;
    this.unit = unit;
    this.target = target;
    this.count = count;
  }

  String title() {
    return title + ", " + unit;
  }

  String target() {
    return target;
  }

  /** How much is done in one round at the given scale, which is 1 for a full run. */
  int count(double scale) {
    int scaled = (int) Math.max(2, count * scale);
    return this == SPAWN_MANY ? Math.max(BATCH, scaled / BATCH * BATCH) : scaled;
  }

  /** How many clients a server is given; none: it is no server that is measured. */
  int connections() {
    return this == ECHO_1 ? 1 : this == ECHO_50 ? 50 : 0;
  }

  /** Those that need a process that has done nothing else yet. */
  boolean isFresh() {
    return this == SLEEP;
  }

  static EnumSet<Subject> all() {
    return EnumSet.allOf(Subject.class);
  }
}
