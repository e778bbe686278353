package dev.outrigger.pool;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An option as it was written.
 *
 * @param source where, such as " (variable A_SIZE)"; empty: the caller knows
 */
record Given(String value, String source) {
  /** As the caller has it. */
  static Map<String, Given> by(Map<String, String> values) {
    Map<String, Given> given = new TreeMap<>();
    values.forEach((key, value) -> given.put(key, new Given(value, "")));
    return given;
  }

  /** All that the properties say, their defaults included. */
  static Map<String, Given> by(Properties properties) {
    properties.forEach((key, value) ->
        Check.that(
            key instanceof String && value instanceof String,
            value,
            "the property " + key,
            "must be a text, as its key must be"));
    Map<String, Given> given = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> given.put(key, new Given(properties.getProperty(key, ""), "")));
    return given;
  }

  /** What this process was started with. */
  static Map<String, Given> here(String prefix) {
    return under(prefix, System.getenv(), System.getProperties(), Keys.names());
  }

  /** What the environment and the properties say under this prefix, by key. */
  static Map<String, Given> under(
      String prefix, Map<String, String> environment, Properties properties, List<String> keys) {
    Check.that(
        !Check.text(prefix, "prefix").endsWith("."),
        prefix,
        "prefix",
        "must not end in a dot: the dot before a key goes without saying");
    Map<String, String> byVariable =
        keys.stream().collect(Collectors.toMap(Given::variable, key -> key));
    Map<String, Given> found = new TreeMap<>();
    String variables = variable(prefix) + "_";
    environment.forEach((variable, value) -> {
      if (variable.startsWith(variables)) {
        String rest = variable.substring(variables.length());
        found.put(
            byVariable.getOrDefault(rest, rest.toLowerCase(Locale.ROOT).replace('_', '.')),
            new Given(value, " (variable " + variable + ")"));
      }
    });
    for (String property : properties.stringPropertyNames()) {
      if (property.startsWith(prefix + ".")) {
        found.put(
            property.substring(prefix.length() + 1),
            new Given(properties.getProperty(property, ""), " (system property " + property + ")"));
      }
    }
    return found;
  }

  private static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Its source, or else its value, by which it can be found. */
  String shown() {
    return source.isEmpty() ? " (given: \"" + value + "\")" : source;
  }
}
