package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** In the order of the list above, so that "size" never undoes "size.max". */
  static PoolBuilder apply(PoolBuilder builder, Map<String, Given> values) {
    values.forEach((key, given) -> {
      if (!ALL.containsKey(key)) {
        throw new IllegalArgumentException(unknown(key, given));
      }
    });
    ALL.forEach((key, option) -> {
      Given given = values.get(key);
      if (given != null) {
        set(builder, key, given, option);
      }
    });
    if (values.containsKey("retry.on") && builder.chosen().terms().retries().times() == 0) {
      throw new IllegalArgumentException(
          "the option retry.on does nothing without retry.times: set that too, to 1 or more");
    }
    return builder;
  }

  private static String unknown(String key, Given given) {
    String guess =
        Nearest.to(key, ALL.keySet()).map(near -> ": did you mean " + near + "?").orElse("");
    String groups =
        ALL.keySet().stream()
            .map(known ->
                known.contains(".") ? known.substring(0, known.indexOf('.')) + ".*" : known)
            .distinct()
            .collect(Collectors.joining(", "));
    return "there is no option %s%s%s (options: %s; PoolBuilder lists them all)"
        .formatted(key, given.shown(), guess, groups);
  }

  private static void set(
      PoolBuilder builder, String key, Given given, BiConsumer<PoolBuilder, String> option) {
    try {
      option.accept(builder, given.value().strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "the option %s can't be \"%s\"%s: %s"
              .formatted(key, given.value(), given.source(), e.getMessage()),
          e);
    }
  }

  private static <V> BiConsumer<PoolBuilder, String> as(
      Function<String, V> reading, BiConsumer<PoolBuilder, V> option) {
    return (builder, text) -> option.accept(builder, reading.apply(text));
  }
}
