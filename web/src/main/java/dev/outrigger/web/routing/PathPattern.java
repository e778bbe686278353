package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The path of a route, taken apart: {@code /users/{id:int}/name} has three segments. Malformed
 * patterns are refused with one line that says what is wrong with which segment.
 */
record PathPattern(String text, List<Segment> segments) {

  static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw refusal(text, "a path starts with \"/\"");
    }
    var segments = new ArrayList<Segment>();
    if (text.length() > 1) {
      for (String part : text.substring(1).split("/", -1)) {
        segments.add(segment(text, part));
      }
    }
    refuseRepeatedNames(text, segments);
    return new PathPattern(text, List.copyOf(segments));
  }

  List<String> names() {
    return segments.stream()
        .filter(Segment.Parameter.class::isInstance)
        .map(s -> ((Segment.Parameter) s).name())
        .toList();
  }

  private static Segment segment(String text, String part) {
    if (part.isEmpty()) {
      throw refusal(
          text, "a segment is empty; write the path without \"//\" or a \"/\" at its end");
    }
    if (part.startsWith("{") && part.endsWith("}")) {
      return parameter(text, part.substring(1, part.length() - 1));
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '{' || c == '}') {
        throw refusal(
            text, "a parameter fills its whole segment, and \"" + part + "\" mixes it with text");
      }
      if (c == '%' || c == '?' || c == '#' || c <= ' ') {
        throw refusal(
            text,
            "\""
                + part
                + "\" holds '"
                + c
                + "'; write the text as it is after decoding, without a query");
      }
    }
    return new Segment.Literal(part);
  }

  private static Segment parameter(String text, String inside) {
    int colon = inside.indexOf(':');
    String name = colon < 0 ? inside : inside.substring(0, colon);
    if (!isName(name)) {
      throw refusal(text, "\"{" + inside + "}\" needs a name of letters, digits and \"_\"");
    }
    if (colon < 0) {
      return new Segment.Parameter(name, Segment.Kind.TEXT);
    }
    String kind = inside.substring(colon + 1);
    if (!kind.equals(Segment.Kind.INT.name().toLowerCase(Locale.ROOT))) {
      throw refusal(
          text,
          "\"" + kind + "\" is no type of parameter; write {" + name + ":int} or {" + name + "}");
    }
    return new Segment.Parameter(name, Segment.Kind.INT);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static void refuseRepeatedNames(String text, List<Segment> segments) {
    Set<String> seen = new HashSet<>();
    for (Segment segment : segments) {
      if (segment instanceof Segment.Parameter(String name, var _) && !seen.add(name)) {
        throw refusal(text, "the name \"" + name + "\" stands twice");
      }
    }
  }

  private static IllegalArgumentException refusal(String text, String reason) {
    return new IllegalArgumentException("Route \"" + text + "\" is malformed: " + reason);
  }
}
