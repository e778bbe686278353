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
    return that(!given(value, option).isBlank(), given(value, option), option, "must not be blank");
  }

  static <V> List<V> list(@Nullable Collection<? extends V> values, String option) {
    for (V value : given(values, option)) {
      V _ = given(value, "an element of " + option);
    }
    return List.copyOf(given(values, option));
  }

  static Map<String, String> texts(@Nullable Map<String, String> values, String option) {
    given(values, option)
        .forEach((key, value) -> {
          String _ = given(key, "a key of " + option);
          String _ = given(value, "the value of \"" + key + "\" in " + option);
        });
    return Map.copyOf(given(values, option));
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
