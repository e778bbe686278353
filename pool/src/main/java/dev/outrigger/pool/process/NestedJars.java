package dev.outrigger.pool.process;

import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the URLs of class loaders as files. An executable jar of Spring Boot has its libraries
 * inside, and only its own loader can read them there; a worker gets them unpacked.
 */
final class NestedJars {
  /** As Spring Boot writes it from version 3.2 on, and before. */
  private static final Pattern NESTED =
      Pattern.compile(
          "jar:(?:nested:(?<new>.+?)/!(?<entry>.+?)|file:(?<old>.+?)!/(?<part>.+?))!?/?");

  private static final Pattern PLAIN = Pattern.compile("(?:jar:)?file:(?<file>.+?)(?:!/)?");

  private NestedJars() {}

  /** What these URLs name, in their order; what is neither a file nor in one is left out. */
  static List<Path> unpacked(List<URL> urls, Optional<Path> cacheDirectory) {
    Map<Path, Set<String>> nested = new LinkedHashMap<>();
    List<Path> found = new ArrayList<>();
    for (URL url : urls) {
      Matcher inside = NESTED.matcher(url.toString());
      if (inside.matches()) {
        boolean isNew = inside.group("new") != null;
        Path outer = path(inside.group(isNew ? "new" : "old"));
        String entry = inside.group(isNew ? "entry" : "part");
        nested.computeIfAbsent(outer, _ -> new LinkedHashSet<>()).add(entry);
      } else {
        plain(url).ifPresent(found::add);
      }
    }
    List<Path> all = new ArrayList<>();
    nested.forEach((outer, entries) ->
        all.addAll(UnpackedJar.of(outer, List.copyOf(entries), cacheDirectory)));
    all.addAll(found);
    return all;
  }

  /** The file or folder that a URL names, unless it is inside of another. */
  static Optional<Path> plain(URL url) {
    Matcher plain = PLAIN.matcher(url.toString());
    return !NESTED.matcher(url.toString()).matches() && plain.matches()
        ? Optional.of(path(plain.group("file")))
        : Optional.empty();
  }

  private static Path path(String encoded) {
    // As it stands in a URL: "+" means itself there.
    String text = encoded.replace("+", "%2B");
    try {
      return Path.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Path.of(encoded);
    }
  }
}
