package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
      List<String> parts = split(text);
      for (int i = 0; i < parts.size(); i++) {
        boolean last = i == parts.size() - 1;
        String part = parts.get(i);
        if (part.isEmpty() && !last) {
          throw refusal(text, "a segment is empty; write the path without \"//\"");
        }
        Segment segment = part.isEmpty() ? new Segment.Literal("") : segment(text, part);
        if (segment instanceof Segment.Rest && !last) {
          throw refusal(text, "\"" + part + "\" takes all that is left, so nothing can follow it");
        }
        segments.add(segment);
      }
    }
    refuseRepeatedNames(text, segments);
    return new PathPattern(text, List.copyOf(segments));
  }

  List<String> names() {
    return segments.stream().flatMap(segment -> segment.names().stream()).toList();
  }

  private static Segment segment(String text, String part) {
    try {
      return SegmentParser.parse(part);
    } catch (SegmentParser.Malformed e) {
      throw refusal(text, String.valueOf(e.getMessage()));
    }
  }

  /** At slashes outside of braces: an expression may hold one, and is told better why not. */
  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 1;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == '/' && depth <= 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static void refuseRepeatedNames(String text, List<Segment> segments) {
    Set<String> seen = new HashSet<>();
    for (Segment segment : segments) {
      for (String name : segment.names()) {
        if (!seen.add(name)) {
          throw refusal(text, "the name \"" + name + "\" stands twice");
        }
      }
    }
  }

  private static IllegalArgumentException refusal(String text, String reason) {
    return new IllegalArgumentException("Route \"" + text + "\" is malformed: " + reason);
  }
}
