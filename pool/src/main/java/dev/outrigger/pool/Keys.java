package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration keys of {@link PoolBuilder}, each with the way of its text into the builder.
 */
final class Keys {
  private static final Map<String, BiConsumer<PoolBuilder, String>> ALL = all();

  private Keys() {}

  private static Map<String, BiConsumer<PoolBuilder, String>> all() {
    Map<String, BiConsumer<PoolBuilder, String>> keys = new LinkedHashMap<>();
    keys.put("name", PoolBuilder::name);
    keys.put("size", as(Texts::whole, PoolBuilder::size));
    keys.put("queue.capacity", as(Texts::whole, PoolBuilder::queueCapacity));
    keys.put("queue.when-full", as(Texts.choice(WhenFull.class), PoolBuilder::whenFull));
    keys.put("queue.ageing", as(Amounts::parseTime, PoolBuilder::ageing));
    keys.put("task.deadline", as(Amounts::parseTime, PoolBuilder::deadline));
    keys.put("task.run-limit", as(Amounts::parseTime, PoolBuilder::runLimit));
    keys.put("task.grace", as(Amounts::parseTime, PoolBuilder::grace));
    keys.putAll(RuleKeys.ALL);
    keys.put("worker.heap", as(Amounts::parseSize, PoolBuilder::heapPerWorker));
    keys.put("worker.niceness", as(Texts::whole, PoolBuilder::niceness));
    keys.put("worker.jvm-arguments", as(Texts.list("\\s+"), PoolBuilder::jvmArguments));
    keys.put(
        "worker.class-path",
        (builder, text) ->
            builder.classPath(
                Texts.list(Pattern.quote(File.pathSeparator)).apply(text).stream()
                    .map(Path::of)
                    .toList()));
    keys.put("worker.environment", as(Texts::variables, PoolBuilder::environment));
    keys.put("worker.directory", as(Texts::folder, PoolBuilder::directory));
    keys.put("worker.startup-cache", RuleKeys.cache(Texts::yesOrNo, StartupCache::when));
    keys.put("worker.cache-directory", RuleKeys.cache(Path::of, StartupCache::at));
    keys.put("worker.startup-timeout", as(Amounts::parseTime, PoolBuilder::startupTimeout));
    keys.put("worker.hung-after", as(Amounts::parseTime, PoolBuilder::hungAfter));
    keys.put(
        "max-frame", as(text -> Math.toIntExact(Amounts.parseSize(text)), PoolBuilder::maxFrame));
    keys.put(
        "contents.max-array",
        (builder, text) ->
            builder.contents(contents(builder).withMaxArray(Amounts.parseSize(text))));
    keys.put("contents.codec", as(Texts::codec, PoolBuilder::codec));
    keys.put(
        "contents.allow",
        (builder, text) ->
            builder.contents(contents(builder).allowing(Texts.list(",").apply(text))));
    return keys;
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  private static Contents contents(PoolBuilder builder) {
    return builder.chosen().messages().contents();
  }

  /** All that the properties say, their defaults included. */
  static Map<String, String> of(Properties properties) {
    properties.forEach((key, value) ->
        Check.that(
            key instanceof String && value instanceof String,
            value,
            "the property " + key,
            "must be a text, as its key must be"));
    Map<String, String> found = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> found.put(key, properties.getProperty(key, "")));
    return found;
  }

  /** In the order of the list above, so that "size" never undoes "size.max". */
  static void apply(PoolBuilder builder, Map<String, String> values) {
    values.forEach((key, value) -> {
      if (!ALL.containsKey(key)) {
        throw new IllegalArgumentException(
            "there is no option %s (given: \"%s\"): did you mean %s? All of them: %s"
                .formatted(
                    key, value, Nearest.to(key, ALL.keySet()), String.join(", ", ALL.keySet())));
      }
    });
    ALL.forEach((key, option) -> {
      String value = values.get(key);
      if (value != null) {
        set(builder, key, value, option);
      }
    });
  }

  private static void set(
      PoolBuilder builder, String key, String value, BiConsumer<PoolBuilder, String> option) {
    try {
      option.accept(builder, value.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "the option %s can't be \"%s\": %s".formatted(key, value, e.getMessage()), e);
    }
  }

  /** What the environment and the properties say under this prefix, by key. */
  static Map<String, String> found(
      String prefix, Map<String, String> environment, Properties properties) {
    Map<String, String> byVariable =
        ALL.keySet().stream().collect(Collectors.toMap(Keys::variable, key -> key));
    Map<String, String> found = new TreeMap<>();
    String variables = variable(prefix) + "_";
    environment.forEach((variable, value) -> {
      if (variable.startsWith(variables)) {
        String rest = variable.substring(variables.length());
        found.put(byVariable.getOrDefault(rest, variable), value);
      }
    });
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(prefix + ".")) {
        found.put(property.substring(prefix.length() + 1), properties.getProperty(property, ""));
      }
    }
    return found;
  }

  private static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static <V> BiConsumer<PoolBuilder, String> as(
      Function<String, V> reading, BiConsumer<PoolBuilder, V> option) {
    return (builder, text) -> option.accept(builder, reading.apply(text));
  }
}
