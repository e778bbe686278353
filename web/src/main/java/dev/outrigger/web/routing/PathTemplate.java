package dev.outrigger.web.routing;

import dev.outrigger.web.text.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

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

  /**
   * A parameter.
   *
   * @param kind {@code text}, {@code int}, {@code long}, {@code uuid}, {@code path}, or {@code
   *     expression}
   * @param expression that its text matches; empty for the other kinds
   */
  public record Parameter(String name, String kind, String expression) {}

  /** Its parameters, from left to right. */
  public List<Parameter> parameters() {
    var all = new ArrayList<Parameter>();
    for (Segment segment : pattern.segments()) {
      switch (segment) {
        case Segment.Literal _ -> {}
        case Segment.Parameter(String name, Segment.Kind kind) ->
            all.add(new Parameter(name, label(kind), ""));
        case Segment.Rest(String name) -> all.add(new Parameter(name, "path", ""));
        case Segment.Mixed mixed -> {
          for (int i = 0; i < mixed.names().size(); i++) {
            String own = mixed.expressions().get(i);
            String kind = own.isEmpty() ? label(mixed.kinds().get(i)) : "expression";
            all.add(new Parameter(mixed.names().get(i), kind, own));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static String label(Segment.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The path with each parameter in braces as this makes it of its place, counted from 0. */
  public String written(IntFunction<String> name) {
    var path = new StringBuilder();
    int place = 0;
    for (Segment segment : pattern.segments()) {
      path.append('/');
      switch (segment) {
        case Segment.Literal(String text) -> path.append(Percent.encode(text));
        case Segment.Mixed mixed -> {
          for (Segment.Piece piece : mixed.pieces()) {
            path.append(
                piece.isName() ? "{" + name.apply(place++) + "}" : Percent.encode(piece.text()));
          }
        }
        default -> path.append('{').append(name.apply(place++)).append('}');
      }
    }
    return path.isEmpty() ? "/" : path.toString();
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
