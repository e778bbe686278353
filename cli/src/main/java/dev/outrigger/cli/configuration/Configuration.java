package dev.outrigger.cli.configuration;

import dev.outrigger.cli.naming.NearestName;
import dev.outrigger.cli.output.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/**
 * What is set outside of the command line: {@code OUTRIGGER_MAX_AGE} in the environment, and, where
 * that says nothing, {@code max-age} in {@code outrigger.toml}. Each name is that of an option.
 */
public final class Configuration {
  static final String FILE = "outrigger.toml";
  private static final String PREFIX = "OUTRIGGER_";

  /** Other programs' and processes' words. */
  private static final Set<String> NOT_OPTIONS =
      Set.of(
          "OUTRIGGER_JAVA_HOME",
          "OUTRIGGER_JDK_SEARCH",
          "OUTRIGGER_CONFIG",
          "OUTRIGGER_HOST_SHARERS",
          "OUTRIGGER_ARBITER",
          "OUTRIGGER_SERVER",
          "OUTRIGGER_TOKEN",
          "OUTRIGGER_PROGRAM",
          // What the commands of hooks are told, which may be this one.
          "OUTRIGGER_EVENT",
          "OUTRIGGER_ARBITER_PID",
          "OUTRIGGER_SERVER_PID",
          "OUTRIGGER_SLOT",
          "OUTRIGGER_GENERATION",
          "OUTRIGGER_REASON");

  /** What Kubernetes sets in every container for a service whose name begins with "outrigger". */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(PREFIX + "(\\w+_)?(SERVICE_HOST|SERVICE_PORT\\w*|PORT|PORT_\\d+_\\w+)");

  private final Map<String, Value> values = new LinkedHashMap<>();

  /**
   * A value that is set.
   *
   * @param text as on the command line
   * @param home where it comes from
   */
  public record Value(String text, String home) {}

  private Configuration() {}

  /**
   * Reads environment and file.
   *
   * @param file that somebody named; empty for the usual one, if it is there
   */
  public static Configuration read(
      Map<String, String> environment, Optional<Path> file, Path folder) throws UserError {
    Configuration all = new Configuration();
    Optional<Path> named =
        file.or(() -> Optional.ofNullable(environment.get("OUTRIGGER_CONFIG")).map(Path::of));
    Path usual = folder.resolve(FILE);
    if (named.isPresent()) {
      all.addFile(named.get());
    } else if (Files.exists(usual)) {
      all.addFile(usual);
    }
    environment.forEach((name, value) -> {
      // Nothing is as good as not set: so an option is left out in files of containers.
      if (name.startsWith(PREFIX)
          && !value.isEmpty()
          && !NOT_OPTIONS.contains(name)
          && !OF_KUBERNETES.matcher(name).matches()) {
        String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        all.values.put(key, new Value(value, name + " in the environment"));
      }
    });
    return all;
  }

  private void addFile(Path file) throws UserError {
    TomlParseResult toml;
    try {
      toml = Toml.parse(file);
    } catch (IOException e) {
      throw new UserError("the configuration " + file + " can't be read: " + e);
    }
    if (toml.hasErrors()) {
      TomlParseError first = toml.errors().getFirst();
      throw new UserError(file + ":" + first.position().line() + ": " + first.getMessage());
    }
    for (String key : toml.keySet()) {
      String home =
          file
              + ":"
              + Optional.ofNullable(toml.inputPositionOf(List.of(key)))
                  .map(at -> String.valueOf(at.line()))
                  .orElse("?");
      values.put(key, new Value(text(toml.get(List.of(key)), key, home), home));
    }
  }

  private static String text(@Nullable Object value, String key, String home) throws UserError {
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case Boolean flag -> flag.toString();
      case TomlArray list ->
          list.toList().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(ConfiguredValues.UNIT));
      case null, default ->
          throw new UserError(
              home
                  + ": '"
                  + key
                  + "' must be a text, a whole number, true, false or a list of texts");
    };
  }

  /** The value of an option, by its name without hyphens in front. */
  public Optional<Value> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Refuses what is no option.
   *
   * @param options all there are, without hyphens in front
   */
  public void requireOnly(Set<String> options) throws UserError {
    for (Map.Entry<String, Value> each : values.entrySet()) {
      if (!options.contains(each.getKey())) {
        throw new UserError(
            "%s: there is no option '%s'%s"
                .formatted(
                    each.getValue().home(),
                    each.getKey(),
                    NearestName.to(each.getKey(), options)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; 'outrigger serve --help' lists them")));
      }
    }
  }
}
