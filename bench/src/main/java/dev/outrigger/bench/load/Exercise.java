package dev.outrigger.bench.load;

/** What servers are asked for, over and over, in one part of a benchmark; an enum has them all. */
public interface Exercise {
  /** The word for it on the command line, in capitals. */
  String name();

  /** The head of its table. */
  String title();

  /** What we hope for. */
  String target();

  /** The kind of port that a server must have for it. */
  String way();

  /** How many connections at this scale, which is 1 for a full run. */
  int connections(double scale);

  /** How many requests each connection has on their way at once. */
  int depth();

  /** Whether the next request goes out with each answer, and not when all have come. */
  boolean isRolling();

  /** Whether it goes over TLS. */
  boolean isSecure();

  /** A new client's side of a connection. */
  Dialogue dialogue();
}
