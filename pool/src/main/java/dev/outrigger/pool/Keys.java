package dev.outrigger.pool;

import dev.outrigger.pool.wording.Amounts;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
    keys.put("size", as(Keys::whole, PoolBuilder::size));
    keys.put("queue.capacity", as(Keys::whole, PoolBuilder::queueCapacity));
    keys.put("queue.when-full", as(choice(WhenFull.class), PoolBuilder::whenFull));
    keys.put("queue.ageing", as(Amounts::parseTime, PoolBuilder::ageing));
    keys.put("task.deadline", as(Amounts::parseTime, PoolBuilder::deadline));
    keys.put("task.grace", as(Amounts::parseTime, PoolBuilder::grace));
    keys.putAll(RuleKeys.ALL);
    keys.put("worker.heap", as(Amounts::parseSize, PoolBuilder::heapPerWorker));
    keys.put("worker.niceness", as(Keys::whole, PoolBuilder::niceness));
    keys.put("worker.jvm-arguments", as(list("\\s+"), PoolBuilder::jvmArguments));
    keys.put(
        "worker.class-path",
        (builder, text) ->
            builder.classPath(
                list(Pattern.quote(File.pathSeparator)).apply(text).stream()
                    .map(Path::of)
                    .toList()));
    keys.put("worker.environment", as(Keys::variables, PoolBuilder::environment));
    keys.put("worker.directory", as(Keys::folder, PoolBuilder::directory));
    keys.put("worker.startup-cache", cache(Keys::yesOrNo, StartupCache::when));
    keys.put("worker.cache-directory", cache(Path::of, StartupCache::at));
    keys.put("worker.startup-timeout", as(Amounts::parseTime, PoolBuilder::startupTimeout));
    keys.put("worker.hung-after", as(Amounts::parseTime, PoolBuilder::hungAfter));
    keys.put(
        "max-frame", as(text -> Math.toIntExact(Amounts.parseSize(text)), PoolBuilder::maxFrame));
    keys.put(
        "contents.max-array",
        (builder, text) ->
            builder.contents(builder.contents().withMaxArray(Amounts.parseSize(text))));
    keys.put("contents.codec", as(Keys::codec, PoolBuilder::codec));
    keys.put(
        "contents.allow",
        (builder, text) -> builder.contents(builder.contents().allowing(list(",").apply(text))));
    return keys;
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** In the order of the list above, so that "size" never undoes "size.max". */
  static void apply(PoolBuilder builder, Map<String, String> values) {
    values.forEach((key, value) -> {
      if (!ALL.containsKey(key)) {
        throw new IllegalArgumentException(
            "there is no option %s (given: \"%s\"): did you mean %s? All of them: %s"
                .formatted(key, value, nearest(key), String.join(", ", ALL.keySet())));
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

  private static String nearest(String key) {
    String plain = key.toLowerCase(Locale.ROOT).replace('_', '.');
    return ALL.keySet().stream()
        .min((one, other) -> Integer.compare(far(plain, one), far(plain, other)))
        .orElseThrow();
  }

  /** Who leaves the group out is nearly right. */
  private static int far(String given, String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return Math.min(distance(given, key), 1 + distance(given, last));
  }

  /** How many letters must be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }

  static <V> BiConsumer<PoolBuilder, String> as(
      Function<String, V> reading, BiConsumer<PoolBuilder, V> option) {
    return (builder, text) -> option.accept(builder, reading.apply(text));
  }

  private static <V> BiConsumer<PoolBuilder, String> cache(
      Function<String, V> reading, BiFunction<StartupCache, V, StartupCache> option) {
    return (builder, text) ->
        builder.startupCache(option.apply(builder.startupCache(), reading.apply(text)));
  }

  private static Path folder(String text) {
    Path path = Path.of(text);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("must be a folder");
    }
    return path;
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String pair : list(",").apply(text)) {
      int split = pair.indexOf('=');
      if (split < 1) {
        throw new IllegalArgumentException("must be NAME=value, with commas between them");
      }
      variables.put(pair.substring(0, split), pair.substring(split + 1));
    }
    return variables;
  }

  private static Class<? extends Codec> codec(String name) {
    try {
      return Class.forName(name, false, Keys.class.getClassLoader()).asSubclass(Codec.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException("must be the name of a class that implements Codec", e);
    }
  }

  static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
  }

  static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
    return text ->
        Optional.ofNullable(type.getEnumConstants()).stream()
            .flatMap(Arrays::stream)
            .filter(constant -> written(constant).equals(written(text)))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Keys::written)
                            .collect(Collectors.joining(", "))));
  }

  private static String written(Object name) {
    return name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Function<String, List<String>> list(String separator) {
    return text ->
        Pattern.compile(separator)
            .splitAsStream(text)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
  }
}
