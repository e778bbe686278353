package dev.outrigger.web.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads one segment of a pattern. {@code {name}} and {@code {name:kind}} that fill the segment are
 * compared without an expression; whatever else has braces becomes one expression.
 */
final class SegmentParser {
  private static final Map<String, Segment.Kind> KINDS =
      Map.of(
          "int", Segment.Kind.INT,
          "long", Segment.Kind.LONG,
          "uuid", Segment.Kind.UUID,
          "text", Segment.Kind.TEXT);
  private static final String ALL_KINDS = "int, long, uuid, text, path or a regular expression";

  private final String part;
  private final List<String> names = new ArrayList<>();
  private final List<Segment.Kind> kinds = new ArrayList<>();
  private final List<String> expressions = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<Segment.Piece> pieces = new ArrayList<>();

  private SegmentParser(String part) {
    this.part = part;
  }

  /** What is wrong with a segment. */
  static final class Malformed extends Exception {
    Malformed(String reason) {
      super(reason, null, false, false);
    }
  }

  static Segment parse(String part) throws Malformed {
    if (part.indexOf('{') < 0 && part.indexOf('}') < 0) {
      requireLiteral(part);
      return new Segment.Literal(part);
    }
    if (part.startsWith("{") && closing(part, 0) == part.length() - 1) {
      return whole(part);
    }
    return new SegmentParser(part).mixed();
  }

  private static Segment whole(String part) throws Malformed {
    String name = name(part, 0, part.length() - 1);
    String kind = kind(part, 0, part.length() - 1);
    if (kind.equals("path")) {
      return new Segment.Rest(name);
    }
    Segment.Kind known = KINDS.get(kind);
    return known == null ? new SegmentParser(part).mixed() : new Segment.Parameter(name, known);
  }

  private Segment mixed() throws Malformed {
    int at = 0;
    while (at < part.length()) {
      int open = part.indexOf('{', at);
      String literal = part.substring(at, open < 0 ? part.length() : open);
      requireLiteral(literal);
      if (!literal.isEmpty()) {
        pieces.add(new Segment.Piece(literal, false));
      }
      if (open < 0) {
        break;
      }
      int close = closing(part, open);
      parameter(open, close);
      at = close + 1;
    }
    return new Segment.Mixed(
        Pattern.compile(expression()),
        List.copyOf(names),
        List.copyOf(kinds),
        List.copyOf(expressions),
        List.copyOf(pieces));
  }

  private void parameter(int open, int close) throws Malformed {
    String name = name(part, open, close);
    names.add(name);
    pieces.add(new Segment.Piece(name, true));
    String kind = kind(part, open, close);
    String own =
        switch (kind) {
          case "text" -> ".+?";
          case "int", "long" -> "-?\\d{1,19}";
          case "uuid" -> "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
          case "path" ->
              throw new Malformed("a parameter of the kind path fills its whole segment");
          default -> expression(kind);
        };
    groups.add("(" + own + ")");
    kinds.add(KINDS.getOrDefault(kind, Segment.Kind.TEXT));
    expressions.add(KINDS.containsKey(kind) ? "" : own);
  }

  /**
   * All pieces in one. A text ends where what stands behind it comes first, and for good if another
   * text follows, as that takes whatever else the first could: to try all other ends too would cost
   * a power of the segment's length.
   */
  private String expression() {
    var whole = new StringBuilder();
    int parameter = 0;
    boolean open = false;
    for (Segment.Piece piece : pieces) {
      if (!piece.isName()) {
        whole.append(Pattern.quote(piece.text()));
        continue;
      }
      whole.append(open ? ")" : "");
      open = isText(parameter) && parameter + 1 < groups.size() && isText(parameter + 1);
      whole.append(open ? "(?>" : "").append(groups.get(parameter));
      parameter++;
    }
    return whole.toString();
  }

  private boolean isText(int parameter) {
    return kinds.get(parameter) == Segment.Kind.TEXT && expressions.get(parameter).isEmpty();
  }

  private String expression(String kind) throws Malformed {
    if (kind.chars().allMatch(Character::isLetter)) {
      throw new Malformed(
          "\"" + kind + "\" is no type of parameter; write " + ALL_KINDS + ", as {name:int}");
    }
    if (kind.indexOf('/') >= 0) {
      throw new Malformed(
          "the expression \"" + kind + "\" can't hold a \"/\", as it sees a segment");
    }
    try {
      if (Pattern.compile(kind).matcher("").groupCount() > 0) {
        throw new Malformed(
            "the expression \"" + kind + "\" has a group of its own; write (?:..) instead of (..)");
      }
    } catch (PatternSyntaxException e) {
      throw new Malformed("\"" + kind + "\" is no regular expression: " + e.getDescription());
    }
    return kind;
  }

  private static String name(String part, int open, int close) throws Malformed {
    int colon = part.indexOf(':', open);
    String name = part.substring(open + 1, colon < 0 || colon > close ? close : colon);
    if (name.isEmpty() || !name.chars().allMatch(Character::isJavaIdentifierPart)) {
      throw new Malformed(
          "\""
              + part.substring(open, close + 1)
              + "\" needs a name of letters, digits and \"_\" before the \":\"");
    }
    return name;
  }

  private static String kind(String part, int open, int close) {
    int colon = part.indexOf(':', open);
    return colon < 0 || colon > close ? "text" : part.substring(colon + 1, close);
  }

  /** Where the brace ends that opens here; braces inside count, as in {@code {n:\d{4}}}. */
  private static int closing(String part, int open) throws Malformed {
    int depth = 0;
    for (int i = open; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new Malformed("a \"{\" in \"" + part + "\" has no \"}\"");
  }

  private static void requireLiteral(String literal) throws Malformed {
    // What other frameworks mean by it would be taken here for text that no client sends.
    if (literal.startsWith(":") || literal.indexOf('<') >= 0 || literal.equals("*")) {
      throw new Malformed(
          "\""
              + literal
              + "\" is how others write a parameter; write {name}, {name:int}, or {rest:path} for"
              + " all that is left");
    }
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '}') {
        throw new Malformed("a \"}\" in \"" + literal + "\" has no \"{\"");
      }
      if (c == '%' || c == '?' || c == '#' || c <= ' ') {
        throw new Malformed(
            "\""
                + literal
                + "\" holds '"
                + c
                + "'; write the text as it is after decoding, without a query");
      }
    }
  }
}
