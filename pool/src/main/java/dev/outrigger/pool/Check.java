package dev.outrigger.pool;

import java.util.Map;

/** Refuses wrong options in one line. */
final class Check {
  private Check() {}

  static <V> V that(boolean good, V value, String option, String rule) {
    if (!good) {
      throw new IllegalArgumentException(option + " " + rule + ", but is " + value);
    }
    return value;
  }

  static Map<String, String> environment(Map<String, String> values) {
    for (String variable : values.keySet()) {
      boolean good = !variable.isEmpty() && variable.indexOf('=') < 0;
      that(good, variable, "environment", "must have names without '='");
    }
    return Map.copyOf(values);
  }
}
