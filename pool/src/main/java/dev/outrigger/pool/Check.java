package dev.outrigger.pool;

/** Refuses wrong options in one line. */
final class Check {
  private Check() {}

  static <V> V that(boolean good, V value, String option, String rule) {
    if (!good) {
      throw new IllegalArgumentException(option + " " + rule + ", but is " + value);
    }
    return value;
  }
}
