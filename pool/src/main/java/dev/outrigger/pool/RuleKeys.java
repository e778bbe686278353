package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The keys of {@link PoolSize}, {@link Retries}, {@link Quarantine} and {@link Recycling}. */
final class RuleKeys {
  static final Map<String, BiConsumer<PoolBuilder, String>> ALL = all();

  private RuleKeys() {}

  private static Map<String, BiConsumer<PoolBuilder, String>> all() {
    Map<String, BiConsumer<PoolBuilder, String>> keys = new LinkedHashMap<>();
    keys.put("size.min", size(Texts::whole, PoolSize::atLeast));
    keys.put("size.max", size(Texts::whole, PoolSize::atMost));
    keys.put("size.spares", size(Texts::whole, PoolSize::withSpares));
    keys.put("size.grow-after", size(Amounts::parseTime, PoolSize::growingAfter));
    keys.put("size.idle-timeout", size(Amounts::parseTime, PoolSize::withIdleTimeout));
    keys.put("retry.times", retries(Texts::whole, RuleKeys::times));
    keys.put("retry.on", retries(Texts::failures, Retries::after));
    keys.put("retry.pause", retries(Amounts::parseTime, RuleKeys::pause));
    keys.put(
        "retry.longest-pause",
        retries(Amounts::parseTime, (rules, time) -> rules.withPause(rules.pause(), time)));
    keys.put("quarantine.deaths", quarantine(Texts::whole, Quarantine::withDeaths));
    keys.put("quarantine.window", quarantine(Amounts::parseTime, Quarantine::within));
    keys.put("quarantine.time", quarantine(Amounts::parseTime, Quarantine::lasting));
    keys.put("recycle.tasks", recycling(Texts::whole, Recycling::afterTasks));
    keys.put("recycle.jitter", recycling(Texts::part, Recycling::withJitter));
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

  private static <V> BiConsumer<PoolBuilder, String> size(
      Function<String, V> reading, BiFunction<PoolSize, V, PoolSize> change) {
    return rule(reading, change, builder -> builder.chosen().plan().size(), PoolBuilder::size);
  }

  private static <V> BiConsumer<PoolBuilder, String> retries(
      Function<String, V> reading, BiFunction<Retries, V, Retries> change) {
    return rule(
        reading, change, builder -> builder.chosen().terms().retries(), PoolBuilder::retries);
  }

  private static <V> BiConsumer<PoolBuilder, String> quarantine(
      Function<String, V> reading, BiFunction<Quarantine, V, Quarantine> change) {
    return rule(
        reading, change, builder -> builder.chosen().plan().quarantine(), PoolBuilder::quarantine);
  }

  private static <V> BiConsumer<PoolBuilder, String> recycling(
      Function<String, V> reading, BiFunction<Recycling, V, Recycling> change) {
    return rule(
        reading, change, builder -> builder.chosen().plan().recycling(), PoolBuilder::recycling);
  }

  static <V> BiConsumer<PoolBuilder, String> cache(
      Function<String, V> reading, BiFunction<StartupCache, V, StartupCache> change) {
    return rule(
        reading,
        change,
        builder -> builder.chosen().launch().startupCache(),
        PoolBuilder::startupCache);
  }

  /** Changes one part of what the builder has by now. */
  private static <R, V> BiConsumer<PoolBuilder, String> rule(
      Function<String, V> reading,
      BiFunction<R, V, R> change,
      Function<PoolBuilder, R> now,
      BiConsumer<PoolBuilder, R> option) {
    return (builder, text) ->
        option.accept(builder, change.apply(now.apply(builder), reading.apply(text)));
  }
}
