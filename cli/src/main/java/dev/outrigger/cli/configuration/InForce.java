package dev.outrigger.cli.configuration;

import dev.outrigger.cli.server.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** All options of a command with their values, and where each value comes from. */
public final class InForce {
  private InForce() {}

  /** One line for each, in columns. */
  public static String of(CommandLine command) {
    List<String[]> lines = new ArrayList<>();
    for (ArgSpec arg : command.getCommandSpec().args()) {
      ConfiguredValues.name(arg)
          .ifPresent(
              name -> lines.add(new String[] {name, text(arg.getValue()), home(arg, command)}));
    }
    int name = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    int value = lines.stream().mapToInt(line -> line[1].length()).max().orElse(0);
    return lines.stream()
        .map(line ->
            line[0]
                + " ".repeat(name - line[0].length() + 2)
                + line[1]
                + " ".repeat(value - line[1].length() + 2)
                + line[2]
                + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Optional<?> maybe -> maybe.isPresent() ? text(maybe.get()) : "-";
      case Collection<?> many ->
          many.isEmpty() ? "-" : many.stream().map(InForce::text).collect(Collectors.joining(","));
      case Enum<?> constant -> Spelling.of(constant);
      case Duration time -> time.toString().substring(2).toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }

  private static String home(ArgSpec arg, CommandLine command) {
    ParseResult parsed = command.getParseResult();
    boolean given =
        arg instanceof OptionSpec option
            ? parsed.hasMatchedOption(option)
            : !parsed.matchedPositionals().isEmpty();
    if (given) {
      return "command line";
    }
    return command.getDefaultValueProvider() instanceof ConfiguredValues values
        ? values.home(arg).orElse("default")
        : "default";
  }
}
