package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses wrong options in one line, and at once: later, nobody would hear of it. */
final class Check {
  private Check() {}

  static <V> V that(boolean good, V value, String option, String rule) {
    if (!good) {
      String shown = value instanceof Duration time ? Amounts.exact(time) : value.toString();
      throw new IllegalArgumentException(option + " " + rule + ", but is " + shown);
    }
    return value;
  }

  /** Callers without a checker of their own may pass null all the same. */
  static <V> V given(@Nullable V value, String option) {
    if (value == null) {
      throw new NullPointerException(option + " must not be null");
    }
    return value;
  }

  static <V> Optional<V> some(@Nullable V value, String option) {
    return Optional.of(given(value, option));
  }

  static String text(@Nullable String value, String option) {
    String text = given(value, option);
    return that(!text.isBlank(), text, option, "must not be blank");
  }

  static Duration positive(@Nullable Duration value, String option) {
    Duration time = given(value, option);
    return that(time.isPositive(), time, option, "must be above zero");
  }

  static Duration positive(@Nullable Duration value, String option, String key) {
    return positive(given(value, option), option + " (" + key + ")");
  }

  static Duration notNegative(@Nullable Duration value, String option) {
    Duration time = given(value, option);
    return that(!time.isNegative(), time, option, "must not be negative");
  }

  static Duration notNegative(@Nullable Duration value, String option, String key) {
    return notNegative(given(value, option), option + " (" + key + ")");
  }

  static <V> List<V> list(@Nullable Collection<? extends V> values, String option) {
    Collection<? extends V> all = given(values, option);
    for (V value : all) {
      V _ = given(value, "an element of " + option);
    }
    return List.copyOf(all);
  }

  static Map<String, String> texts(@Nullable Map<String, String> values, String option) {
    Map<String, String> all = given(values, option);
    all.forEach((key, value) -> {
      String _ = given(key, "a key of " + option);
      String _ = given(value, "the value of \"" + key + "\" in " + option);
    });
    return Map.copyOf(all);
  }

  static Map<String, String> environment(@Nullable Map<String, String> values) {
    Map<String, String> checked = texts(values, "environment");
    for (String variable : checked.keySet()) {
      boolean good = !variable.isEmpty() && variable.indexOf('=') < 0;
      that(good, variable, "environment", "must have names without '='");
    }
    return checked;
  }
}
