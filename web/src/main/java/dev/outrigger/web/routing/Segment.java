package dev.outrigger.web.routing;

/** One piece of a route's path between two slashes. */
sealed interface Segment {

  /** Matches exactly this text, compared after percent-decoding. */
  record Literal(String text) implements Segment {}

  /** Matches any text that its kind admits and hands it to the handler under its name. */
  record Parameter(String name, Kind kind) implements Segment {}

  /** What a parameter admits. */
  enum Kind {
    /** Any text but the empty one. */
    TEXT,
    /** A decimal number that fits an {@code int}; anything else does not match. */
    INT
  }
}
