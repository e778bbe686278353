package dev.outrigger.cli.configuration;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Gives a command the values that its command line leaves open, and knows where each came from. */
public final class ConfiguredValues implements IDefaultValueProvider {
  /** What is asked of this one call, and can't be set elsewhere. */
  private static final Set<String> OF_ONE_CALL =
      Set.of("help", "version", "check", "config", "chdir", "as");

  /** Stands between the texts of a list until it is known what the option has there. */
  public static final String UNIT = "\u001f";

  private final Configuration configuration;

  /** For a command that reads this configuration. */
  public ConfiguredValues(Configuration configuration) {
    this.configuration = configuration;
  }

  /** All names that a configuration may set. */
  public static Set<String> names(CommandSpec command) {
    Set<String> names = new TreeSet<>();
    command.args().forEach(arg -> name(arg).ifPresent(names::add));
    return names;
  }

  /** The name of an option without hyphens; {@code target} is what is served. */
  static Optional<String> name(ArgSpec arg) {
    return switch (arg) {
      case OptionSpec option ->
          Optional.of(option.longestName().replaceFirst("^-+", ""))
              .filter(name -> !OF_ONE_CALL.contains(name));
      case PositionalParamSpec _ -> Optional.of("target");
      default -> Optional.empty();
    };
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    return name(arg)
        .flatMap(configuration::find)
        .map(Configuration.Value::text)
        .map(text -> UNIT.equals(arg.splitRegex()) ? text : text.replace(UNIT, ","))
        .orElse(null);
  }

  /** Where a value that was not on the command line comes from; empty for the built-in one. */
  public Optional<String> home(ArgSpec arg) {
    return name(arg).flatMap(configuration::find).map(Configuration.Value::home);
  }
}
