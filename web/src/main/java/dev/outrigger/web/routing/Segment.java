package dev.outrigger.web.routing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One piece of a route's path between two slashes. */
sealed interface Segment {

  /** The names that it gives values to, from left to right. */
  default List<String> names() {
    return switch (this) {
      case Literal _ -> List.of();
      case Parameter(String name, Kind _) -> List.of(name);
      case Mixed mixed -> mixed.names;
      case Rest(String name) -> List.of(name);
    };
  }

  /** Matches exactly this text, compared after percent-decoding. Empty behind a last slash. */
  record Literal(String text) implements Segment {}

  /** Matches any text that its kind admits and hands it to the handler under its name. */
  record Parameter(String name, Kind kind) implements Segment {}

  /**
   * Parameters with expressions of their own, or between text: {@code {year:\d{4}}-{month}.html}.
   *
   * @param pattern matches a whole segment, with one group for each name; two of the same text take
   *     the same requests
   * @param kinds what each group must be besides: digits alone may not fit a number
   * @param expressions those that parameters have of their own; empty text for the others
   * @param pieces its text and parameters, from left to right
   */
  record Mixed(
      Pattern pattern,
      List<String> names,
      List<Kind> kinds,
      List<String> expressions,
      List<Piece> pieces)
      implements Segment {

    /** The values of its parameters in the segment; empty if it does not match. */
    Optional<String[]> values(String segment) {
      Matcher matcher = pattern.matcher(segment);
      if (!matches(matcher)) {
        return Optional.empty();
      }
      String[] values = new String[names.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = matcher.group(i + 1);
        if (!kinds.get(i).admits(values[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }

    // The JDK takes a frame of the stack for each round of a group, as in [a-z]+(?:-[a-z]+)*, and
    // how many there are is up to the client.
    private static boolean matches(Matcher matcher) {
      try {
        return matcher.matches();
      } catch (StackOverflowError tooLong) {
        return false;
      }
    }
  }

  /** Text as it is, or the name of a parameter that stands there. */
  record Piece(String text, boolean isName) {}

  /** Matches all that is left of the path, slashes included. */
  record Rest(String name) implements Segment {}

  /** What a parameter admits, from the most exact on: the order in which they are tried. */
  enum Kind {
    /** A decimal number that fits an {@code int}; anything else does not match. */
    INT,
    /** A decimal number that fits a {@code long}. */
    LONG,
    /** A UUID in its usual 36 characters. */
    UUID,
    /** Any text but the empty one. */
    TEXT;

    boolean admits(String text) {
      return switch (this) {
        case INT -> Numbers.fits(text, Integer.MAX_VALUE);
        case LONG -> Numbers.fits(text, Long.MAX_VALUE);
        case UUID -> Numbers.isUuid(text);
        case TEXT -> true;
      };
    }
  }
}
