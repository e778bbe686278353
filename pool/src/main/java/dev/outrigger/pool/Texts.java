package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads options as they are written; what is wrong is refused with the rule alone. */
final class Texts {
  private Texts() {}

  static Path folder(String text) {
    Path path = Path.of(text);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("must be a folder");
    }
    return path;
  }

  static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static Map<String, String> variables(String text) {
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

  static Class<? extends Codec> codec(String name) {
    try {
      return Class.forName(name, false, Texts.class.getClassLoader()).asSubclass(Codec.class);
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
                            .map(Texts::written)
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

  static Set<Retries.On> failures(String text) {
    return list(",").apply(text).stream()
        .map(choice(Retries.On.class))
        .collect(Collectors.toUnmodifiableSet());
  }

  static double part(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number such as 0.1", e);
    }
  }
}
