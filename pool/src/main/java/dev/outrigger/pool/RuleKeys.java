package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of {@link PoolSize}, {@link Retries}, {@link Quarantine} and {@link Recycling}. */
final class RuleKeys {
  static final Map<String, BiConsumer<PoolBuilder, String>> ALL = all();

  private RuleKeys() {}

  private static Map<String, BiConsumer<PoolBuilder, String>> all() {
    Map<String, BiConsumer<PoolBuilder, String>> keys = new LinkedHashMap<>();
    keys.put("size.min", size(Keys::whole, PoolSize::atLeast));
    keys.put("size.max", size(Keys::whole, PoolSize::atMost));
    keys.put("size.spares", size(Keys::whole, PoolSize::withSpares));
    keys.put("size.grow-after", size(Amounts::parseTime, PoolSize::growingAfter));
    keys.put("size.idle-timeout", size(Amounts::parseTime, PoolSize::withIdleTimeout));
    keys.put("retry.times", retries(Keys::whole, RuleKeys::times));
    keys.put("retry.on", retries(RuleKeys::failures, Retries::after));
    keys.put("retry.pause", retries(Amounts::parseTime, RuleKeys::pause));
    keys.put(
        "retry.longest-pause",
        retries(Amounts::parseTime, (rules, time) -> rules.withPause(rules.pause(), time)));
    keys.put("quarantine.deaths", quarantine(Keys::whole, Quarantine::withDeaths));
    keys.put("quarantine.window", quarantine(Amounts::parseTime, Quarantine::within));
    keys.put("quarantine.time", quarantine(Amounts::parseTime, Quarantine::lasting));
    keys.put("recycle.tasks", recycling(Keys::whole, Recycling::afterTasks));
    keys.put("recycle.jitter", recycling(RuleKeys::part, Recycling::withJitter));
    keys.put("recycle.memory", recycling(Amounts::parseSize, Recycling::aboveMemory));
    keys.put("recycle.memory-limit", recycling(Amounts::parseSize, Recycling::withMemoryLimit));
    keys.put("recycle.age", recycling(Amounts::parseTime, Recycling::afterAge));
    return keys;
  }

  /** With a number alone it is meant to do something. */
  private static Retries times(Retries rules, int times) {
    return rules.on().isEmpty()
        ? rules.withTimes(times).after(Retries.lost(times).on())
        : rules.withTimes(times);
  }

  private static Retries pause(Retries rules, Duration first) {
    Duration longest = rules.longestPause();
    return rules.withPause(first, longest.compareTo(first) < 0 ? first : longest);
  }

  private static Set<Retries.On> failures(String text) {
    return Keys.list(",").apply(text).stream()
        .map(Keys.choice(Retries.On.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static double part(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number such as 0.1", e);
    }
  }

  private static <V> BiConsumer<PoolBuilder, String> size(
      Function<String, V> reading, BiFunction<PoolSize, V, PoolSize> change) {
    return (builder, text) -> builder.size(change.apply(builder.size(), reading.apply(text)));
  }

  private static <V> BiConsumer<PoolBuilder, String> retries(
      Function<String, V> reading, BiFunction<Retries, V, Retries> change) {
    return (builder, text) -> builder.retries(change.apply(builder.retries(), reading.apply(text)));
  }

  private static <V> BiConsumer<PoolBuilder, String> quarantine(
      Function<String, V> reading, BiFunction<Quarantine, V, Quarantine> change) {
    return (builder, text) ->
        builder.quarantine(change.apply(builder.quarantine(), reading.apply(text)));
  }

  private static <V> BiConsumer<PoolBuilder, String> recycling(
      Function<String, V> reading, BiFunction<Recycling, V, Recycling> change) {
    return (builder, text) ->
        builder.recycling(change.apply(builder.recycling(), reading.apply(text)));
  }
}
