package dev.outrigger.supervisor.arbiter;

/** Why a server process is no more. */
public enum Fate {
  /** It was to leave. */
  LEFT,
  /** It ended by itself, and has served before. */
  LOST,
  /** It served, and was killed for it did nothing any more. */
  HUNG,
  /** It never served. */
  UNFIT;

  static Fate of(Server server) {
    if (server.wasToLeave()) {
      return LEFT;
    }
    if (!server.hasServed()) {
      return UNFIT;
    }
    return server.verdict().isPresent() ? HUNG : LOST;
  }
}
