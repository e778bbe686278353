package dev.outrigger.web.routing;

import dev.outrigger.web.text.Percent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A route's pattern, the other way round: from values to a path. */
public final class PathTemplate {
  private final PathPattern pattern;

  private PathTemplate(PathPattern pattern) {
    this.pattern = pattern;
  }

  /** A template of a route's pattern. */
  public static PathTemplate of(String pattern) {
    return new PathTemplate(PathPattern.parse(pattern));
  }

  /** The names of its parameters, from left to right. */
  public List<String> names() {
    return pattern.names();
  }

  /**
   * The path with these values, percent-encoded, which leads to the same values again.
   *
   * @throws IllegalArgumentException if a value is missing, strange to the pattern, or does not fit
   */
  public String fill(Map<String, ?> values) {
    List<String> names = pattern.names();
    if (!values.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "The path "
              + pattern.text()
              + " takes values for "
              + names
              + ", not for "
              + values.keySet());
    }
    var path = new StringBuilder();
    for (Segment segment : pattern.segments()) {
      path.append('/').append(text(segment, values));
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private String text(Segment segment, Map<String, ?> values) {
    return switch (segment) {
      case Segment.Literal(String text) -> Percent.encode(text);
      case Segment.Parameter(String name, Segment.Kind kind) -> {
        String value = value(values, name);
        if (value.isEmpty() || !kind.admits(value)) {
          throw unfit(name, value);
        }
        yield Percent.encode(value);
      }
      case Segment.Rest(String name) -> Percent.encodePath(value(values, name));
      case Segment.Mixed mixed -> mixed(mixed, values);
    };
  }

  private String mixed(Segment.Mixed mixed, Map<String, ?> values) {
    var text = new StringBuilder();
    for (Segment.Piece piece : mixed.pieces()) {
      text.append(piece.isName() ? value(values, piece.text()) : piece.text());
    }
    boolean same =
        mixed
            .values(text.toString())
            .map(List::of)
            .filter(mixed.names().stream().map(name -> value(values, name)).toList()::equals)
            .isPresent();
    if (!same) {
      throw unfit(String.join(", ", mixed.names()), text.toString());
    }
    return Percent.encode(text.toString());
  }

  private static String value(Map<String, ?> values, String name) {
    return String.valueOf(values.get(name));
  }

  private IllegalArgumentException unfit(String name, String value) {
    return new IllegalArgumentException(
        "\"" + value + "\" does not fit the parameter " + name + " of the path " + pattern.text());
  }
}
