package dev.outrigger.cli.target;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which source files of a folder hold an application, as far as their text tells. Only javac would
 * know for sure, and loading it takes longer than a user waits for a message; where the text
 * deceives, the user names the file.
 */
final class SourceScan {
  private static final Pattern TYPE =
      Pattern.compile(
          "^\\s*public\\s+(?<abstract>(?:(?:abstract|final|sealed|non-sealed|static)\\s+)*)"
              + "(?:class|record|enum)\\s+(?<name>\\w+)(?<above>[^{;]*)\\{",
          Pattern.MULTILINE);

  private static final Pattern NAME = Pattern.compile("\\w+");

  private SourceScan() {}

  static List<Path> applications(List<Path> files) throws IOException {
    Map<String, Set<String>> above = new HashMap<>();
    Map<Path, Set<String>> types = new HashMap<>();
    for (Path file : files) {
      Matcher matcher = TYPE.matcher(text(file));
      while (matcher.find()) {
        above.put(matcher.group("name"), names(matcher.group("above")));
        if (!matcher.group("abstract").contains("abstract")) {
          types.computeIfAbsent(file, _ -> new HashSet<>()).add(matcher.group("name"));
        }
      }
    }
    List<Path> found = new ArrayList<>();
    for (Path file : files) {
      if (types.getOrDefault(file, Set.of()).stream()
          .anyMatch(type -> isApplication(type, above, new HashSet<>()))) {
        found.add(file);
      }
    }
    return found;
  }

  private static boolean isApplication(
      String type, Map<String, Set<String>> above, Set<String> seen) {
    return seen.add(type)
        && (type.equals("Application")
            || above.getOrDefault(type, Set.of()).stream()
                .anyMatch(each -> isApplication(each, above, seen)));
  }

  private static Set<String> names(String text) {
    Set<String> names = new HashSet<>();
    NAME.matcher(text).results().forEach(found -> names.add(found.group()));
    return names;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      return "";
    }
  }
}
